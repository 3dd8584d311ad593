namespace CaregiverSignal.People;

/// <summary>Place names with several spellings, in capitals or with other spaces or accents: the first spelling met
/// applies to all.</summary>
internal sealed class PlaceNames(IEnumerable<string>? known = null)
{
    private readonly Dictionary<string, string> byKey = (known ?? [])
        .GroupBy(KeyOf)
        .ToDictionary(same => same.Key, same => same.First());

    /// <summary>Each name once, in order.</summary>
    public IEnumerable<string> All => byKey.Values.Order(Languages.Order);

    public string Of(string name) => byKey.TryGetValue(KeyOf(name), out var first) ? first : byKey[KeyOf(name)] = name;

    public static bool AreOne(string one, string other) => KeyOf(one) == KeyOf(other);

    /// <summary>"ʼs-Gravenhage" and "'s gravenhage" are the same: only letters and digits count.</summary>
    private static string KeyOf(string name) => string.Concat(NormalizedText.Of(name).Where(char.IsLetterOrDigit));
}
