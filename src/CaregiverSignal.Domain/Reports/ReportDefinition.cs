using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaregiverSignal.Reports;

/// <summary>A report as a file in <c>reports/</c> has it: which tables in which order, and how each is drawn.</summary>
public sealed record ReportDefinition
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static readonly ReportDefinition Team = Load("team");

    public static readonly ReportDefinition Municipality = Load("municipality");

    /// <summary>The tables whose sentences stand at the top, as far as there are any.</summary>
    public static IReadOnlyList<string> Top { get; } = ["years", "response", "contact", "waiting", "helped"];

    public required IReadOnlyList<ReportPart> Parts { get; init; }

    /// <exception cref="JsonException">The file has another form, or names a table that is not known.</exception>
    public static ReportDefinition Read(Stream file)
    {
        var read = JsonSerializer.Deserialize<ReportDefinition>(file, Strict)!;
        var unknown = read.Parts.FirstOrDefault(part => TableShape.Find(part.Table) is null);
        return unknown is null ? read : throw new JsonException($"'{unknown.Table}' is no table of a report.");
    }

    private static ReportDefinition Load(string name)
    {
        using var file = typeof(ReportDefinition).Assembly.GetManifestResourceStream($"reports.{name}.json")!;
        return Read(file);
    }
}

public sealed record ReportPart(string Table, ReportChart Chart)
{
    public TableShape Shape => TableShape.Find(Table)!;
}

public enum ReportChart
{
    Bars,
    Lines,
}
