namespace ShapeGen;

/// <summary>The base of the attributes that use blocks in a model or in another block.</summary>
public abstract class BlockUseAttribute : LayerAttribute
{
    private protected BlockUseAttribute()
    {
    }

    /// <summary>
    /// How often the blocks follow each other, each time with weights of their own; 1 by default. Repeated, they must
    /// keep the shape. The uses are named <c>name</c>, <c>name_1</c>, <c>name_2</c>.
    /// </summary>
    public int Repeat { get; set; } = 1;
}
