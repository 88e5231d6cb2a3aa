namespace FirstModels;

/// <summary>Its weights lie in the assembly.</summary>
[InputShape(6, 6, 32)]
[GlobalAveragePooling2D]
[Dense(10, Activation = Activation.Softmax)]
public sealed partial class EmbeddedHead;

/// <summary>A host that is written once for every model.</summary>
public static class Host
{
    public static float[] Run<TModel>(SafeTensors file, float[] input)
        where TModel : IModel<TModel, float>
    {
        float[] output = new float[TModel.OutputLength];
        TModel.Load(file).Forward(input, output);
        return output;
    }

    public static float[] RunEmbedded(float[] input)
    {
        float[] output = new float[EmbeddedHead.OutputLength];
        EmbeddedHead.Load().Forward(input, output);
        return output;
    }

    public static float[] RunFile(string path, float[] input)
    {
        using SafeTensors file = SafeTensors.Open(path);
        return Run<EmbeddedHead>(file, input);
    }
}
