using System.Text.Json;
using Json.Schema;

namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>The schemas that editors use, read as an editor reads them: from the folder, without a network.</summary>
internal static class Schema
{
    public static readonly string[] Names = ["instrument.schema.json", "wording.schema.json", "scales.schema.json"];

    private static readonly Dictionary<string, JsonSchema> Read = Names.ToDictionary(name => name, Load);

    /// <summary>What is wrong with a file; empty when it fits.</summary>
    public static IReadOnlyList<string> Faults(string schema, string json)
    {
        using var document = JsonDocument.Parse(json);
        var result = Read[schema].Evaluate(document.RootElement, new() { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            :
            [
                .. (result.Details ?? [])
                    .Where(results => results.Errors is not null)
                    .SelectMany(results =>
                        results.Errors!.Values.Select(error => $"{results.InstanceLocation}: {error}")
                    )
                    .DefaultIfEmpty("does not fit"),
            ];
    }

    /// <summary>Read in the order of the names, as the later schemas refer to the first.</summary>
    private static JsonSchema Load(string name)
    {
        var text = File.ReadAllText(Path.Combine(Some.QuestionnairesFolder, name));
        return JsonSchema.FromText(text, baseUri: new Uri("https://schemas.invalid/" + name));
    }
}
