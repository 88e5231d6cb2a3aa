namespace ShapeGen;

/// <summary>What the attributes that run blocks side by side have in common.</summary>
public abstract class ParallelAttribute : BlockUseAttribute
{
    private protected ParallelAttribute()
    {
    }

    /// <summary>How the branches' outputs become one; added by default.</summary>
    public Merge Merge { get; set; } = Merge.Add;

    /// <summary>The axis of <see cref="Merge.Concatenate"/>, counted from 1 as in Keras, where 0 is the batch, or from the end: −1, the default, is the last.</summary>
    public int Axis { get; set; } = -1;

    /// <summary>Applied to the merged output; linear by default.</summary>
    public Activation Activation { get; set; } = Activation.Linear;
}

/// <summary>Runs two blocks over the same input and merges their outputs.</summary>
/// <typeparam name="TFirst">A class with <see cref="BlockAttribute"/>, or <see cref="Identity"/>.</typeparam>
/// <typeparam name="TSecond">Another.</typeparam>
public sealed class ParallelAttribute<TFirst, TSecond> : ParallelAttribute;

/// <summary>Runs three blocks over the same input and merges their outputs.</summary>
/// <typeparam name="TFirst">A class with <see cref="BlockAttribute"/>, or <see cref="Identity"/>.</typeparam>
/// <typeparam name="TSecond">Another.</typeparam>
/// <typeparam name="TThird">Another.</typeparam>
public sealed class ParallelAttribute<TFirst, TSecond, TThird> : ParallelAttribute;

/// <summary>Runs four blocks over the same input and merges their outputs.</summary>
/// <typeparam name="TFirst">A class with <see cref="BlockAttribute"/>, or <see cref="Identity"/>.</typeparam>
/// <typeparam name="TSecond">Another.</typeparam>
/// <typeparam name="TThird">Another.</typeparam>
/// <typeparam name="TFourth">Another.</typeparam>
public sealed class ParallelAttribute<TFirst, TSecond, TThird, TFourth> : ParallelAttribute;
