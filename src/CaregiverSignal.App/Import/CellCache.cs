using System.Diagnostics.CodeAnalysis;

namespace CaregiverSignal.Import;

/// <summary>
/// Caches the value parsed from a cell's text: a file has millions of cells with few different texts.
/// </summary>
/// <param name="most">How many are kept before the cache starts empty again, so that a file with ever new texts does
/// not fill the memory.</param>
internal sealed class CellCache<T>(int most)
{
    private readonly Dictionary<byte[], T> made = new(new ByBytes());
    private byte[] last = [];
    private T? ofLast;

    public bool TryGet(ReadOnlySpan<byte> text, [MaybeNullWhen(false)] out T value)
    {
        // Neighbouring rows share their person and their day.
        if (last.Length > 0 && text.SequenceEqual(last))
        {
            value = ofLast!;
            return true;
        }

        if (!made.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(text, out var key, out value))
            return false;
        (last, ofLast) = (key, value);
        return true;
    }

    public T Add(ReadOnlySpan<byte> text, T value)
    {
        if (made.Count >= most)
            made.Clear();
        made[last = text.ToArray()] = value;
        return ofLast = value;
    }

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

        public bool Equals(ReadOnlySpan<byte> text, byte[] other) => text.SequenceEqual(other);

        public int GetHashCode(byte[] text) => GetHashCode(text.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> text)
        {
            var hash = default(HashCode);
            hash.AddBytes(text);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> text) => text.ToArray();
    }
}
