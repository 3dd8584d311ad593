using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Schema;

namespace CaregiverSignal.Tests.Questionnaires;

/// <summary>The schemas that editors use, read as an editor reads them: from the folder, without a network.</summary>
internal static class Schema
{
    public static readonly string[] Names = ["instrument.schema.json", "wording.schema.json", "scales.schema.json"];

    private static readonly Uri Folder = new("https://schemas.invalid/");

    private static readonly Dictionary<string, JSchema> Read = Names.ToDictionary(name => name, Load);

    /// <summary>What is wrong with a file; empty when it fits.</summary>
    public static IReadOnlyList<string> Faults(string schema, string json)
    {
        JToken.Parse(json).IsValid(Read[schema], out IList<string> faults);
        return [.. faults];
    }

    private static JSchema Load(string name)
    {
        var beside = new JSchemaPreloadedResolver();
        foreach (var other in Names)
            beside.Add(new Uri(Folder, other), File.ReadAllText(Path.Combine(Some.QuestionnairesFolder, other)));
        using var text = new JsonTextReader(new StreamReader(Path.Combine(Some.QuestionnairesFolder, name)));
        return JSchema.Load(text, new JSchemaReaderSettings { Resolver = beside, BaseUri = new Uri(Folder, name) });
    }
}
