namespace ShapeGen.Generator.Layers;

/// <summary>The runtime's enum of the same name, by value.</summary>
internal enum DataFormat
{
    ChannelsLast = 0,
    ChannelsFirst = 1,
}
