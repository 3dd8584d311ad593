using CaregiverSignal.Files;

namespace CaregiverSignal.Tests;

public static partial class Some
{
    // Lazy, because a partial class has no order of initialisation between its files.
    private static readonly Lazy<Instruments> Shipped = new(Load);

    /// <summary>The shipped questionnaires.</summary>
    public static Instruments Instruments => Shipped.Value;

    /// <summary>The checkout, found upwards from where the tests run.</summary>
    public static string Root => FindRoot();

    public static string QuestionnairesFolder => Path.Combine(Root, "questionnaires");

    /// <summary>
    /// A sound questionnaire with a mean of two items, one of them reversed, two bands, and a scale that is left open.
    /// </summary>
    public const string SmallFile = """
        {
          "key": "small",
          "version": 1,
          "name": { "nl": "Klein", "en": "Small" },
          "measures": "Nothing.",
          "licence": { "holder": "us", "state": "ours", "permission": "free", "source": "ours" },
          "interval": { "days": 14, "source": "ours" },
          "missing": { "rule": "bounds", "source": "ours" },
          "answers": {
            "agree": { "source": "ours", "codes": [1, 2, 3] },
            "line": { "source": "ours", "range": { "from": 0, "to": 10, "step": 1 } }
          },
          "items": [
            { "key": "glad", "answers": "agree", "about": "gladness" },
            { "key": "tired", "answers": "agree" },
            { "key": "heavy", "answers": "line" }
          ],
          "scales": [
            {
              "key": "mood",
              "name": { "nl": "Stemming", "en": "Mood" },
              "kind": "mean",
              "items": ["glad", "tired"],
              "reversed": ["tired"],
              "min": 1,
              "max": 3,
              "direction": "higher-is-better",
              "source": "ours",
              "bands": [
                { "key": "low", "from": 1, "to": 1.5, "label": { "nl": "laag", "en": "low" }, "source": "ours" },
                { "key": "fair", "from": 2, "to": 3, "label": { "nl": "goed", "en": "fair" }, "source": "ours" }
              ],
              "error": { "sd": 5, "retest": 0.84, "source": "ours" }
            },
            {
              "key": "worth",
              "name": { "nl": "Waarde", "en": "Worth" },
              "kind": "weighted",
              "supplied": "Its weights are in a paper we do not have.",
              "items": ["glad", "tired"],
              "min": 0,
              "max": 100,
              "direction": "higher-is-better",
              "source": "ours"
            }
          ]
        }
        """;

    /// <summary>The words of the small questionnaire.</summary>
    public const string SmallWording = """
        {
          "key": "small",
          "version": 1,
          "wording": "own-1",
          "state": "own",
          "note": "Ours.",
          "intro": { "nl": "Twee vragen.", "en": "Two questions." },
          "answers": {
            "agree": [
              { "value": 1, "label": { "nl": "nee", "en": "no" } },
              { "value": 2, "label": { "nl": "soms", "en": "sometimes" } },
              { "value": 3, "label": { "nl": "ja", "en": "yes" } }
            ],
            "line": [ { "value": 0, "label": "nul" }, { "value": 10, "label": "tien" } ]
          },
          "items": {
            "glad": { "text": { "nl": "Bent u blij?", "en": "Glad?" } },
            "tired": { "text": { "nl": "Bent u moe?", "en": "Tired?" } },
            "heavy": { "text": "Hoe zwaar?" }
          }
        }
        """;

    /// <summary>Weights for the small questionnaire, with an interaction.</summary>
    public const string SmallScales = """
        {
          "key": "small",
          "version": 1,
          "set": "nl-1",
          "source": "Invented for a test.",
          "scales": {
            "worth": {
              "weights": { "glad": { "1": 0, "2": 20, "3": 50.5 }, "tired": { "1": 45, "2": 15, "3": 0 } },
              "interactions": [ { "items": ["glad", "tired"], "weights": { "3,1": 4.5, "2,2": -5 } } ]
            }
          }
        }
        """;

    public static Instrument Small() => Questionnaire(SmallFile);

    /// <summary>The small questionnaire with its open scale filled in.</summary>
    public static Instrument Weighted() => Questionnaire(SmallFile, SmallScales);

    /// <summary>The small questionnaire out of another definition, with its own words.</summary>
    public static Instrument Questionnaire(string definition, string? scales = null)
    {
        var faults = new List<Fault>();
        return InstrumentFile.Parse(SmallFiles(definition, scales: scales), faults)
            ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    public static InstrumentFiles SmallFiles(
        string definition = SmallFile,
        string? wording = SmallWording,
        string? overlay = null,
        string? scales = null
    ) =>
        new(
            new SourceFile("small-v1.json", Encoding.UTF8.GetBytes(definition)),
            wording is null ? null : new SourceFile("small-v1.wording.json", Encoding.UTF8.GetBytes(wording)),
            overlay is null ? null : new SourceFile("overlay/small-v1.wording.json", Encoding.UTF8.GetBytes(overlay)),
            scales is null ? null : new SourceFile("overlay/small-v1.scales.json", Encoding.UTF8.GetBytes(scales))
        );

    /// <summary>The same code for every item, except those named.</summary>
    public static Dictionary<string, int> Answers(
        Instrument instrument,
        int code,
        params (string Item, int Code)[] others
    )
    {
        var answers = instrument.Items.ToDictionary(item => item.Key, _ => code);
        foreach (var (item, other) in others)
            answers[item] = other;
        return answers;
    }

    /// <summary>As a support point with no words or numbers of its own has them.</summary>
    private static Instruments Load()
    {
        List<string> names =
        [
            .. Directory
                .EnumerateFiles(QuestionnairesFolder, "*-v*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => !name.Contains('.'))
                .Order(StringComparer.Ordinal),
        ];
        List<string> keys = [.. names.Select(name => name[..name.LastIndexOf("-v", StringComparison.Ordinal)])];
        var faults = new List<Fault>();
        var read = names
            .Select(name => InstrumentFile.Parse(FilesOf(name), faults, keys))
            .OfType<Instrument>()
            .ToList();
        return faults.Count == 0
            ? new Instruments(read)
            : throw new InvalidOperationException(string.Join('\n', faults));
    }

    private static InstrumentFiles FilesOf(string name)
    {
        return new(Named(".json")!, Named(".wording.json"), null, Named(".scales.json"), Named(".pictures.json"));

        SourceFile? Named(string ending) =>
            Path.Combine(QuestionnairesFolder, name + ending) is var path && File.Exists(path)
                ? new SourceFile(name + ending, File.ReadAllBytes(path))
                : null;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CaregiverSignal.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
