using System.Text;
using CaregiverSignal.Questionnaires;

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

    /// <summary>A sound questionnaire with a mean of two items, one of them reversed, and one band.</summary>
    public const string SmallFile = """
        {
          "key": "small",
          "version": 1,
          "name": { "nl": "Klein", "en": "Small" },
          "intro": { "nl": "Twee vragen.", "en": "Two questions." },
          "wording": { "state": "own", "version": "own-1", "note": "Ours." },
          "licence": { "holder": "us", "permission": "free", "source": "ours" },
          "answers": {
            "agree": {
              "source": "ours",
              "codes": [
                { "value": 1, "label": { "nl": "nee", "en": "no" } },
                { "value": 2, "label": { "nl": "soms", "en": "sometimes" } },
                { "value": 3, "label": { "nl": "ja", "en": "yes" } }
              ]
            },
            "line": {
              "source": "ours",
              "range": { "from": 0, "to": 10, "step": 1 },
              "choices": [ { "value": 0, "label": { "nl": "nul", "en": "zero" } }, { "value": 10, "label": { "nl": "tien", "en": "ten" } } ]
            }
          },
          "items": [
            { "key": "glad", "answers": "agree", "text": { "nl": "Bent u blij?", "en": "Glad?" } },
            { "key": "tired", "answers": "agree", "text": { "nl": "Bent u moe?", "en": "Tired?" } },
            { "key": "heavy", "answers": "line", "text": { "nl": "Hoe zwaar?", "en": "How heavy?" } }
          ],
          "scales": [
            {
              "key": "mood",
              "name": { "nl": "Stemming", "en": "Mood" },
              "kind": "mean",
              "items": [ "glad", { "item": "tired", "counts": { "1": 3, "2": 2, "3": 1 }, "source": "ours" } ],
              "min": 1,
              "max": 3,
              "direction": "higher-is-better",
              "source": "ours",
              "bands": [
                { "key": "low", "from": 1, "to": 1.5, "label": { "nl": "laag", "en": "low" }, "source": "ours" },
                { "key": "fair", "from": 2, "to": 3, "label": { "nl": "goed", "en": "fair" }, "source": "ours" }
              ],
              "error": { "sd": 5, "retest": 0.84, "source": "ours" }
            }
          ]
        }
        """;

    public static Instrument Small()
    {
        var faults = new List<Fault>();
        return InstrumentFile.Parse("small-v1.json", Encoding.UTF8.GetBytes(SmallFile), faults) ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    /// <summary>The same code for every item, except those named.</summary>
    public static Dictionary<string, int> Answers(Instrument instrument, int code, params (string Item, int Code)[] others)
    {
        var answers = instrument.Items.ToDictionary(item => item.Key, _ => code);
        foreach (var (item, other) in others) answers[item] = other;
        return answers;
    }

    private static Instruments Load()
    {
        var loaded = Instruments.Load(QuestionnairesFolder);
        return loaded.Instruments ?? throw new InvalidOperationException(string.Join('\n', loaded.Faults));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CaregiverSignal.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
