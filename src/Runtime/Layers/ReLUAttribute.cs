namespace ShapeGen;

/// <summary>
/// The rectified linear unit as a layer: MaxValue above MaxValue, x from Threshold on, NegativeSlope · (x − Threshold) below; the shape stays. No parameters.
/// </summary>
public sealed class ReLUAttribute : LayerAttribute
{
    /// <summary>The largest output; none by default.</summary>
    public double MaxValue { get; set; } = double.PositiveInfinity;

    /// <summary>The slope below the threshold; 0 by default.</summary>
    public double NegativeSlope { get; set; }

    /// <summary>From here on x passes as it is; 0 by default.</summary>
    public double Threshold { get; set; }
}
