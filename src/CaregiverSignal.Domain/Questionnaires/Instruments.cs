namespace CaregiverSignal.Questionnaires;

/// <summary>All versions of all questionnaires; read once at start and never changed.</summary>
public sealed class Instruments
{
    private readonly Dictionary<(string Key, int Version), Instrument> byVersion;
    private readonly Dictionary<string, Instrument> newest;
    private readonly HashSet<string> older;

    /// <exception cref="ArgumentException">The same key and version twice.</exception>
    public Instruments(IEnumerable<Instrument> instruments)
    {
        All =
        [
            .. instruments
                .OrderBy(instrument => instrument.Key, StringComparer.Ordinal)
                .ThenBy(instrument => instrument.Version),
        ];
        byVersion = All.ToDictionary(instrument => (instrument.Key, instrument.Version));
        newest = All.GroupBy(instrument => instrument.Key)
            .ToDictionary(versions => versions.Key, versions => versions.Last());
        older = [.. All.Where(instrument => instrument != newest[instrument.Key]).Select(instrument => instrument.Key)];
    }

    /// <summary>Ordered by key, then version.</summary>
    public IReadOnlyList<Instrument> All { get; }

    public IEnumerable<string> Keys => newest.Keys.Order(StringComparer.Ordinal);

    /// <summary>The newest version; null when the key is unknown.</summary>
    public Instrument? Find(string key) => newest.GetValueOrDefault(key);

    /// <exception cref="KeyNotFoundException">The key is unknown.</exception>
    public Instrument Newest(string key) =>
        Find(key) ?? throw new KeyNotFoundException($"No questionnaire '{key}'; known are {string.Join(", ", Keys)}.");

    /// <summary>Whether there are versions older than the newest.</summary>
    public bool HasOlder(string key) => older.Contains(key);

    /// <summary>The version that a response answers.</summary>
    /// <exception cref="KeyNotFoundException">The version is unknown.</exception>
    public Instrument Get(string key, int version) =>
        byVersion.GetValueOrDefault((key, version))
        ?? throw new KeyNotFoundException($"No questionnaire '{key}' version {version}.");
}
