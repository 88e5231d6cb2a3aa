using System.Numerics;

namespace ShapeGen.Soak;

/// <summary>One model with an input and the bits that one thread alone computed from it.</summary>
internal abstract class Load
{
    /// <summary>Makes room for one thread's outputs.</summary>
    public abstract Call ForThread();

    public static Load Of<TModel, T>(int seed)
        where TModel : IModel<TModel, T>
        where T : unmanaged, INumberBase<T> => new Typed<TModel, T>(seed);

    /// <summary>Runs the model once and says whether the bits are the expected ones.</summary>
    public abstract class Call
    {
        public abstract bool IsSame();
    }

    private sealed class Typed<TModel, T> : Load
        where TModel : IModel<TModel, T>
        where T : unmanaged, INumberBase<T>
    {
        private readonly TModel _model;
        private readonly T[] _input;
        private readonly T[] _expected = new T[TModel.OutputLength];

        public Typed(int seed)
        {
            var random = new Random(seed);
            using var file = new MemoryStream();
            var writer = new SafeTensorsWriter();
            foreach (WeightInfo weight in TModel.Weights)
            {
                int count = 1;
                foreach (int dimension in weight.Shape)
                {
                    count *= dimension;
                }

                writer.Add(weight.Name, weight.Shape, Array.ConvertAll(new float[count], _ => (random.NextSingle() * 2) - 1).AsSpan());
            }

            writer.WriteTo(file);
            file.Position = 0;
            using SafeTensors weights = SafeTensors.Read(file);
            _model = TModel.Load(weights);
            _input = Array.ConvertAll(new T[TModel.InputLength], _ => T.CreateTruncating((random.NextDouble() * 2) - 1));
            _model.Forward(_input, _expected);
        }

        public override Call ForThread() => new ThreadCall(this);

        private sealed class ThreadCall(Typed<TModel, T> load) : Call
        {
            private readonly T[] _output = new T[TModel.OutputLength];

            public override bool IsSame()
            {
                load._model.Forward(load._input, _output);
                return _output.AsSpan().SequenceEqual(load._expected);
            }
        }
    }
}
