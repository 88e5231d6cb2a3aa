namespace ShapeGen;

/// <summary>
/// The element types of the safetensors format and their sizes, from the format's reference implementation
/// (https://github.com/huggingface/safetensors, <c>Dtype</c>).
/// </summary>
internal static class SafeTensorsDataType
{
    public const string Float64 = "F64";
    public const string Float32 = "F32";
    public const string Float16 = "F16";
    public const string BFloat16 = "BF16";

    /// <summary>The size of one element in bits: types below one byte exist.</summary>
    public static bool TryGetBits(string dataType, out int bits)
    {
        bits = dataType switch
        {
            "F4" => 4,
            "F6_E2M3" or "F6_E3M2" => 6,
            "BOOL" or "U8" or "I8" => 8,
            "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
            "I16" or "U16" or Float16 or BFloat16 => 16,
            "I32" or "U32" or Float32 => 32,
            "I64" or "U64" or Float64 or "C64" => 64,
            _ => 0,
        };
        return bits != 0;
    }
}
