namespace ShapeGen.Tool.Onnx.Operators;

/// <summary>GELU as exporters write it out: x · (1 + erf(x / √2)) / 2.</summary>
internal static class GeluPattern
{
    /// <summary>Replaces each pattern's last operation by the function, and leaves the others out.</summary>
    public static void Mark(Operation[] operations, GraphRaising graph)
    {
        foreach (Operation erf in operations.Where(operation => operation.Type == "Erf"))
        {
            Operation? scaled = Made(operations, erf.Inputs[0]);
            Operation? sum = Reader(operations, erf.Outputs[0], "Add");
            if (scaled is not { Type: "Div" or "Mul" } || sum is null)
            {
                continue;
            }

            string input = scaled.Inputs[0];
            Operation? product = Reader(operations, sum.Outputs[0], "Mul");
            if (product is null)
            {
                continue;
            }

            string other = product.Inputs[0] == sum.Outputs[0] ? product.Inputs[1] : product.Inputs[0];
            Operation? half = other == input ? Reader(operations, product.Outputs[0], "Mul") : null;
            if (half is not null)
            {
                graph.MarkGelu(half.Outputs[0], input);
                graph.Skip(scaled, erf, sum, product);
            }
        }
    }

    private static Operation? Made(Operation[] operations, string name) => operations.FirstOrDefault(operation => operation.Outputs.Contains(name));

    private static Operation? Reader(Operation[] operations, string name, string type) =>
        operations.Where(operation => operation.Inputs.Contains(name)).ToArray() is [{ } only] && only.Type == type ? only : null;
}
