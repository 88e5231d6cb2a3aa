namespace ShapeGen.SelfCheck;

/// <summary>What the checks of one model found.</summary>
/// <param name="model">Its name.</param>
/// <param name="isBitsOnly">Whether outputs go into the hash without a look at the reference.</param>
internal sealed class CheckReport(string model, bool isBitsOnly = false)
{
    private const int KeptFailures = 3;
    private const uint HashStart = 2166136261;

    public string Model { get; } = model;

    public bool IsBitsOnly { get; } = isBitsOnly;

    /// <summary>Output elements and other facts that were compared.</summary>
    public long Checks { get; private set; }

    public int Failures { get; private set; }

    /// <summary>The first failures, in words.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>A hash over the bits of all outputs so far.</summary>
    public uint Hash { get; private set; } = HashStart;

    /// <summary>Combines hashes (FNV-1a over whole words).</summary>
    public static uint Combine(uint hash, ulong bits)
    {
        hash = unchecked((hash ^ (uint)bits) * 16777619);
        return unchecked((hash ^ (uint)(bits >> 32)) * 16777619);
    }

    public void Add(ulong outputBits) => Hash = Combine(Hash, outputBits);

    public void Check(bool holds, Func<string> message)
    {
        if (holds)
        {
            Pass();
        }
        else
        {
            Fail(message());
        }
    }

    public void Pass() => Checks++;

    public void Fail(string message)
    {
        Checks++;
        Failures++;
        if (Messages.Count < KeptFailures)
        {
            Messages.Add(message);
        }
    }
}
