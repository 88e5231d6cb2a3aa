using System.Text.Json.Serialization;

namespace DigitsWeb;

/// <summary>Right answers of all shipped digits, moved 0, 1, … pixels in four directions.</summary>
/// <param name="Count">The answers at each distance.</param>
/// <param name="Flatten">For each distance the right ones of the network that flattens.</param>
/// <param name="Pooling">For each distance the right ones of the network that pools.</param>
internal sealed record DisplacementResponse(int Count, int[] Flatten, int[] Pooling);

/// <summary>What a network is.</summary>
/// <param name="Parameters">All its weights.</param>
/// <param name="LastLayer">Those of its last layer.</param>
/// <param name="Summary">The table that Keras' <c>model.summary()</c> prints.</param>
internal sealed record NetworkResponse(long Parameters, long LastLayer, string Summary);

/// <summary>Both networks.</summary>
internal sealed record NetworksResponse(NetworkResponse Flatten, NetworkResponse Pooling);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(DisplacementResponse))]
[JsonSerializable(typeof(NetworksResponse))]
internal sealed partial class ApiJson : JsonSerializerContext;
