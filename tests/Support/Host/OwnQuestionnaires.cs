using System.Text.Json.Nodes;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A support point's own copy of the questionnaires, to be changed between two starts of the program.
/// </summary>
public sealed class OwnQuestionnaires
{
    /// <summary>Invented for tests; no published weight of any country.</summary>
    public const string Tariff = """
        {
          "key": "carerqol",
          "version": 1,
          "set": "test-1",
          "source": "Verzonnen voor een test",
          "scales": { "tariff": { "weights": {
            "fulfilment": { "0": 0, "1": 10, "2": 16 },
            "relational": { "0": 14, "1": 7, "2": 0 },
            "mental": { "0": 14, "1": 7, "2": 0 },
            "activities": { "0": 14, "1": 7, "2": 0 },
            "financial": { "0": 14, "1": 7, "2": 0 },
            "support": { "0": 0, "1": 7.4, "2": 14 },
            "physical": { "0": 14, "1": 7, "2": 0 }
          } } }
        }
        """;

    private readonly string folder;

    /// <param name="folder">Made, and filled with the shipped ones, when it is not there.</param>
    public OwnQuestionnaires(string folder)
    {
        this.folder = folder;
        if (Directory.Exists(folder))
            return;
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(Some.QuestionnairesFolder))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }

    public string Folder => folder;

    public string Read(string file) => File.ReadAllText(Path.Combine(folder, file));

    public void Lay(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, file))!);
        File.WriteAllText(Path.Combine(folder, file), text);
    }

    public void Remove(string file) => File.Delete(Path.Combine(folder, file));

    public void Change(string file, string from, string to)
    {
        var text = Read(file);
        Assert.Has(from, text);
        Lay(file, text.Replace(from, to));
    }

    /// <summary>
    /// A second version of the CSI beside the first: without the question about money, so 0 to 12, and with a cut-off
    /// of its own.
    /// </summary>
    public void AddCsiWithoutMoney(int cutOff = 6)
    {
        var definition = JsonNode.Parse(Read("csi-v1.json"))!;
        definition["version"] = 2;
        RemoveAt(definition["items"]!.AsArray(), item => (string)item!["key"]! == "financial");
        var total = definition["scales"]![0]!;
        RemoveAt(total["items"]!.AsArray(), item => (string)item! == "financial");
        total["max"] = 12;
        (total["bands"]![0]!["to"], total["bands"]![1]!["from"], total["bands"]![1]!["to"]) = (cutOff - 1, cutOff, 12);
        Lay("csi-v2.json", definition.ToJsonString());

        var words = JsonNode.Parse(Read("csi-v1.wording.json"))!;
        words["version"] = 2;
        words["items"]!.AsObject().Remove("financial");
        Lay("csi-v2.wording.json", words.ToJsonString());
    }

    /// <summary>Words for the ZBI-12 that nobody could take for the real ones.</summary>
    public void LayInventedZbi(string name = "test-1", string word = "zin") =>
        Lay(
            "overlay/zbi-12-v1.wording.json",
            new JsonObject
            {
                ["key"] = "zbi-12",
                ["version"] = 1,
                ["wording"] = name,
                ["state"] = "official",
                ["note"] = "Invented for a test.",
                ["intro"] = "Twaalf verzonnen zinnen.",
                ["answers"] = new JsonObject
                {
                    ["how-much"] = new JsonArray([
                        .. Enumerable
                            .Range(0, 5)
                            .Select(code => new JsonObject { ["value"] = code, ["label"] = $"trap {code}" }),
                    ]),
                },
                ["items"] = new JsonObject(
                    Enumerable
                        .Range(1, 12)
                        .Select(n =>
                            KeyValuePair.Create(
                                $"z{n:00}",
                                (JsonNode?)new JsonObject { ["text"] = $"Verzonnen {word} {n}?" }
                            )
                        )
                ),
            }.ToJsonString()
        );

    /// <summary>The shipped words of a questionnaire under another name, with one text replaced.</summary>
    public void LayWording(string questionnaire, string name, string from, string to) =>
        Lay(
            $"overlay/{questionnaire}.wording.json",
            Regex.Replace(Read($"{questionnaire}.wording.json"), "\"own-[0-9]+\"", $"\"{name}\"").Replace(from, to)
        );

    private static void RemoveAt(JsonArray list, Predicate<JsonNode?> which) =>
        list.Remove(list.Single(node => which(node)));
}
