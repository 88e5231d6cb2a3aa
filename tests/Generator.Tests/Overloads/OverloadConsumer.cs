namespace ShapeGen.Generator.Tests.Overloads;

/// <summary>A user's project that calls every overload, with one element type put in.</summary>
internal static class OverloadConsumer
{
    /// <summary>The models, and <c>Consumer.Run</c>, which answers the calls whose results differ from those of the plain overload.</summary>
    public static string Source(string elementType) => Template.Replace("ELEMENT", elementType);

    /// <summary>The same calls by tensor spans; needs <see cref="Source"/> beside it.</summary>
    public static string TensorSource(string elementType) => TensorTemplate.Replace("ELEMENT", elementType);

    private const string Template = """
        using System;
        using System.Collections.Generic;
        using ShapeGen;
        using T = ELEMENT;

        [InputShape<T>(6)] [Activation(Activation.Relu)] public static partial class Static1;
        [InputShape<T>(3, 4)] [GlobalAveragePooling1D] public static partial class Static2;
        [InputShape<T>(2, 3, 4)] [GlobalMaxPooling2D] public partial class Static3;
        [InputShape<T>(2, 2, 3, 4)] [GlobalAveragePooling3D] public static partial class Static4;
        [InputShape<T>(3, 4)] [Flatten] public static partial class View;

        [InputShape<T>(6)] [Dense(5)] public sealed partial class Instance1;
        [InputShape<T>(3, 4)] [Dense(5, Activation = Activation.Tanh)] [GlobalAveragePooling1D] public sealed partial class Instance2;
        [InputShape<T>(2, 3, 4)] [Flatten] [Dense(5)] public sealed partial class Instance3;
        [InputShape<T>(2, 2, 3, 4)] [GlobalMaxPooling3D] [Dense(5, Activation = Activation.Softmax)] public sealed partial class Instance4;

        public static class Consumer
        {
            public static readonly Instance1 Model1 = Instance1.FromWeights(Fill(30), Fill(5));
            public static readonly Instance2 Model2 = Instance2.FromWeights(Fill(20), Fill(5));
            public static readonly Instance3 Model3 = Instance3.FromWeights(Fill(120), Fill(5));
            public static readonly Instance4 Model4 = Instance4.FromWeights(Fill(20), Fill(5));

            public static string Run()
            {
                var differ = new List<string>();
                T[] one = new T[6], two = new T[6];
                T[] input = Fill(Static1.InputLength);

                Static1.Forward(input, one);
                Static1.ForwardBatch(input, two);
                Compare("Static1 batch", one, two, 6);
                Static1.Forward((ReadOnlySpan<T>)input, two.AsSpan());
                Compare("Static1 span", one, two, 6);

                input = Fill(Static2.InputLength);
                T[,] square = new T[3, 4];
                Consumer.Copy(input, square);
                Static2.Forward(input, one);
                Static2.Forward(square, two);
                Compare("Static2 array", one, two, 4);
                bool[] mask = [true, true, true];
                Static2.Forward(input, mask, two);
                Compare("Static2 mask", one, two, 4);
                Static2.ForwardBatch(input, mask, two);
                Compare("Static2 masked batch", one, two, 4);
                Static2.ForwardBatch(input, two);
                Compare("Static2 batch", one, two, 4);

                input = Fill(Static3.InputLength);
                T[,,] cube = new T[2, 3, 4];
                Consumer.Copy(input, cube);
                Static3.Forward(input, one);
                Static3.Forward(cube, two);
                Compare("Static3 array", one, two, 4);
                Model3.Forward(input, one);
                Model3.Forward(cube, two);
                Compare("Instance3 array", one, two, 5);
                Model3.ForwardBatch(input, two);
                Compare("Instance3 batch", one, two, 5);

                input = Fill(Static4.InputLength);
                T[,,,] hyper = new T[2, 2, 3, 4];
                Consumer.Copy(input, hyper);
                Static4.Forward(input, one);
                Static4.Forward(hyper, two);
                Compare("Static4 array", one, two, 4);
                Model4.Forward(input, one);
                Model4.Forward(hyper, two);
                Compare("Instance4 array", one, two, 5);

                input = Fill(View.InputLength);
                T[] copy = new T[12];
                View.Forward(input, copy);
                ReadOnlySpan<T> view = View.Forward(input);
                Compare("View", copy, view.ToArray(), 12);
                if (!view.Overlaps(input, out int offset) || offset != 0)
                {
                    differ.Add("View copies");
                }

                input = Fill(Instance1.InputLength);
                Model1.Forward(input, one);
                Model1.ForwardBatch(input, two);
                Compare("Instance1 batch", one, two, 5);

                input = Fill(Instance2.InputLength);
                Model2.Forward(input, one);
                Model2.Forward(input, mask, two);
                Compare("Instance2 mask", one, two, 5);
                Model2.ForwardBatch(input, mask, two);
                Compare("Instance2 masked batch", one, two, 5);
                Consumer.Copy(input, square);
                Model2.Forward(square, two);
                Compare("Instance2 array", one, two, 5);
                Span<T> stack = stackalloc T[Instance2.OutputLength];
                Model2.Forward(input, stack);
                Compare("Instance2 stack", one, stack.ToArray(), 5);
                CompareBatches(differ);
                return string.Join("; ", differ);

                void Compare(string what, T[] expected, T[] actual, int count) => Consumer.Compare(differ, what, expected.AsSpan(0, count), actual.AsSpan(0, count));
            }

            /// <summary>Three samples at once against one after the other.</summary>
            private static void CompareBatches(List<string> differ)
            {
                T[] inputs = Fill(3 * 12), all = new T[15], one = new T[15];
                bool[] mask = [true, false, true, false, false, true, true, true, true];
                Static2.ForwardBatch(inputs, all);
                for (int n = 0; n < 3; n++)
                {
                    Static2.Forward(inputs.AsSpan(n * 12, 12), one.AsSpan(n * 4));
                }

                Compare(differ, "Static2 three samples", one.AsSpan(0, 12), all.AsSpan(0, 12));
                Static2.ForwardBatch(inputs, mask, all);
                for (int n = 0; n < 3; n++)
                {
                    Static2.Forward(inputs.AsSpan(n * 12, 12), mask.AsSpan(n * 3, 3), one.AsSpan(n * 4));
                }

                Compare(differ, "Static2 three masked samples", one.AsSpan(0, 12), all.AsSpan(0, 12));
                Model2.ForwardBatch(inputs, all);
                for (int n = 0; n < 3; n++)
                {
                    Model2.Forward(inputs.AsSpan(n * 12, 12), one.AsSpan(n * 5));
                }

                Compare(differ, "Instance2 three samples", one, all);
            }

            /// <summary>Overloads agree to the bit; only where a mask is given may a sum run in another order.</summary>
            private static void Compare(List<string> differ, string what, ReadOnlySpan<T> expected, Span<T> actual)
            {
                double tolerance = !what.Contains("mask") ? 0 : typeof(T) == typeof(Half) ? 2e-3 : 1e-6;
                for (int i = 0; i < expected.Length; i++)
                {
                    double error = Math.Abs((double)expected[i] - (double)actual[i]);
                    if (!(error <= tolerance * Math.Abs((double)expected[i])))
                    {
                        differ.Add($"{what}: {expected[i]} is not {actual[i]}");
                    }
                }

                if (expected.IndexOfAnyExcept((T)0) < 0)
                {
                    differ.Add($"{what}: all results are zero");
                }

                actual.Clear();
            }

            /// <summary>Fills an array of any rank; Buffer.BlockCopy would refuse Half.</summary>
            public static void Copy(T[] values, Array target) => values.CopyTo(
                System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
                    ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(target)), target.Length));

            public static T[] Fill(int count)
            {
                T[] values = new T[count];
                for (int i = 0; i < count; i++)
                {
                    values[i] = (T)((i * 7 % 11 + 1) * 0.0625);
                }

                return values;
            }

            public static void Static2Forward(T[] input, T[] destination) => Static2.Forward(input, destination);
            public static void Static2Array(T[,] input, T[] destination) => Static2.Forward(input, destination);
            public static void Static3Array(T[,,] input, T[] destination) => Static3.Forward(input, destination);
            public static void Static4Array(T[,,,] input, T[] destination) => Static4.Forward(input, destination);
            public static void Static2Batch(T[] inputs, T[] destination) => Static2.ForwardBatch(inputs, destination);
            public static void Static2Mask(T[] input, bool[] mask, T[] destination) => Static2.Forward(input, mask, destination);
            public static void Static2MaskBatch(T[] input, bool[] mask, T[] destination) => Static2.ForwardBatch(input, mask, destination);
            public static void Instance2Forward(T[] input, T[] destination) => Model2.Forward(input, destination);
            public static void Instance2Batch(T[] inputs, T[] destination) => Model2.ForwardBatch(inputs, destination);
            public static void Instance2Array(T[,] input, T[] destination) => Model2.Forward(input, destination);
            public static void ViewForward(T[] input) => View.Forward(input);
            public static void Static2InPlace(T[] input) => Static2.Forward(input, input);
            public static void Static2Overlap(T[] memory) => Static2.ForwardBatch(memory.AsSpan(0, 24), memory.AsSpan(23));
            public static void Static2Beside(T[] memory) => Static2.ForwardBatch(memory.AsSpan(8, 24), memory);
            public static Instance1 FromWeights(T[] kernel, T[] bias) => Instance1.FromWeights(kernel, bias);
        }
        """;

    private const string TensorTemplate = """
        using System;
        using System.Numerics.Tensors;
        using T = ELEMENT;

        public static class TensorConsumer
        {
            public static string Run()
            {
                T[] input = Consumer.Fill(24), expected = new T[4], actual = new T[4];
                Static3.Forward(input, expected);
                Tensor<T> tensor = Tensor.Create(input, [2, 3, 4]);
                Static3.Forward(tensor.AsReadOnlyTensorSpan(), new TensorSpan<T>(actual));
                string problems = Compare("created", expected, actual);
                Static3.Forward(new ReadOnlyTensorSpan<T>(input, [2, 3, 4]), Tensor.Create(actual, [4]).AsTensorSpan());
                problems += Compare("span", expected, actual);
                ReadOnlyTensorSpan<T> named = tensor;
                TensorSpan<T> destination = new(actual);
                Static3.Forward(in named, in destination);
                problems += Compare("in", expected, actual);
                T[,,] cube = new T[2, 3, 4];
                Consumer.Copy(input, cube);
                Static3.Forward(new ReadOnlyTensorSpan<T>(cube), new TensorSpan<T>(actual));
                problems += Compare("array", expected, actual);

                T[] scores = new T[5], others = new T[5];
                Consumer.Model3.Forward(input, scores);
                Consumer.Model3.Forward(tensor.AsReadOnlyTensorSpan(), new TensorSpan<T>(others));
                problems += Compare("instance", scores, others);
                T[] vector = Consumer.Fill(6);
                Consumer.Model1.Forward(vector, scores);
                Consumer.Model1.Forward(new ReadOnlyTensorSpan<T>(vector), new TensorSpan<T>(others));
                return problems + Compare("rank 1", scores, others);
            }

            public static void Transposed()
            {
                T[] memory = Consumer.Fill(24);
                Static3.Forward(new ReadOnlyTensorSpan<T>(memory, [2, 3, 4], [1, 2, 6]), new TensorSpan<T>(new T[4]));
            }

            public static void Gaps() =>
                Static3.Forward(new ReadOnlyTensorSpan<T>(Consumer.Fill(64), [2, 3, 4], [30, 8, 1]), new TensorSpan<T>(new T[4]));

            public static void Dimensions() =>
                Static3.Forward(new ReadOnlyTensorSpan<T>(Consumer.Fill(24), [3, 2, 4]), new TensorSpan<T>(new T[4]));

            public static void Rank() =>
                Static3.Forward(new ReadOnlyTensorSpan<T>(Consumer.Fill(24)), new TensorSpan<T>(new T[4]));

            public static void Short() =>
                Static3.Forward(new ReadOnlyTensorSpan<T>(Consumer.Fill(24), [2, 3, 4]), new TensorSpan<T>(new T[3]));

            public static void DestinationGaps() =>
                Static3.Forward(new ReadOnlyTensorSpan<T>(Consumer.Fill(24), [2, 3, 4]), new TensorSpan<T>(new T[16], [2, 2], [4, 1]));

            private static string Compare(string what, T[] expected, T[] actual)
            {
                string problem = expected.AsSpan().SequenceEqual(actual) && !expected.AsSpan().SequenceEqual(new T[expected.Length])
                    ? ""
                    : $"{what}: {string.Join(' ', expected)} is not {string.Join(' ', actual)}; ";
                Array.Clear(actual);
                return problem;
            }
        }
        """;
}
