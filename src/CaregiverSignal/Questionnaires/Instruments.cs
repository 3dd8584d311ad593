namespace CaregiverSignal.Questionnaires;

/// <summary>All versions of all questionnaires the program knows; read once at start and never changed.</summary>
public sealed class Instruments
{
    private readonly Dictionary<(string Key, int Version), Instrument> byVersion;
    private readonly Dictionary<string, Instrument> newest;

    /// <exception cref="ArgumentException">The same key and version twice.</exception>
    public Instruments(IEnumerable<Instrument> instruments)
    {
        All = [.. instruments.OrderBy(one => one.Key, StringComparer.Ordinal).ThenBy(one => one.Version)];
        byVersion = All.ToDictionary(one => (one.Key, one.Version));
        newest = All.GroupBy(one => one.Key).ToDictionary(versions => versions.Key, versions => versions.Last());
    }

    /// <summary>Ordered by key, then version.</summary>
    public IReadOnlyList<Instrument> All { get; }

    public IEnumerable<string> Keys => newest.Keys.Order(StringComparer.Ordinal);

    /// <summary>The newest version; null when the key is unknown.</summary>
    public Instrument? Find(string key) => newest.GetValueOrDefault(key);

    /// <exception cref="KeyNotFoundException">The key is unknown.</exception>
    public Instrument Newest(string key) =>
        Find(key) ?? throw new KeyNotFoundException($"No questionnaire '{key}'; known are {string.Join(", ", Keys)}.");

    /// <summary>The version a response was given to.</summary>
    /// <exception cref="KeyNotFoundException">That version is unknown.</exception>
    public Instrument Get(string key, int version) => byVersion.GetValueOrDefault((key, version))
        ?? throw new KeyNotFoundException($"No questionnaire '{key}' version {version}.");

    /// <summary>Reads every questionnaire file of the folder; with any fault in any file there are none, and all faults are told.</summary>
    /// <remarks>The plan (<c>plan*.json</c>) and the editors' schema (<c>*.schema.json</c>) live in the same folder and are left alone.</remarks>
    public static LoadResult Load(string folder)
    {
        if (!Directory.Exists(folder)) return Failed(new Fault(folder, "", "there is no such folder; the questionnaires are expected there (setting Questionnaires:Folder)"));

        var files = Directory.EnumerateFiles(folder, "*.json").Where(IsInstrument).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) return Failed(new Fault(folder, "", "holds no questionnaire; files such as csi-v1.json are expected there (setting Questionnaires:Folder)"));

        var faults = new List<Fault>();
        var read = files.Select(file => InstrumentFile.Read(file, faults)).ToList();
        return faults.Count > 0 ? new LoadResult(null, faults) : new LoadResult(new Instruments(read.OfType<Instrument>()), []);
    }

    private static bool IsInstrument(string path)
    {
        var name = Path.GetFileName(path);
        return !name.StartsWith("plan", StringComparison.Ordinal) && !name.EndsWith(".schema.json", StringComparison.Ordinal);
    }

    private static LoadResult Failed(Fault fault) => new(null, [fault]);
}
