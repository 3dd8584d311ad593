using System.Text.Json;
using System.Text.Json.Serialization;

namespace CaregiverSignal.Referrals;

/// <summary>A form of help that every coordinator knows, as <c>help-kinds.json</c> has it: another one is an entry
/// there, its words in <c>HelpKindWords.resx</c>, and whom it fits in <c>help-fits.json</c>.</summary>
public sealed record HelpKind
{
    /// <summary>The key of help that has no kind of its own, such as a line to call.</summary>
    public const string Other = "other-help";

    /// <summary>The source of what no document has.</summary>
    public const string Ours = "ours";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>All of them, in the order of the file.</summary>
    public static readonly IReadOnlyList<HelpKind> All = Load();

    private static readonly Dictionary<string, HelpKind> ByKey = All.ToDictionary(kind => kind.Key);

    /// <summary>As it is stored.</summary>
    public required string Key { get; init; }

    public required HelpGroup Group { get; init; }

    public required LadderStep Step { get; init; }

    /// <summary>Whether it costs the caregiver strength itself: not while the burden is high.</summary>
    public bool Strains { get; init; }

    /// <summary>Whether a professional gives or decides it.</summary>
    public bool Professional { get; init; }

    public bool AsksOwnPeople { get; init; }

    /// <summary>The document it is from, or that it is <see cref="Ours"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it has no sense once the care at home ended, and is called off then.</summary>
    public bool IsForTheCare => Group == HelpGroup.Respite;

    public static HelpKind? Find(string? key) => key is null ? null : ByKey.GetValueOrDefault(key);

    /// <summary>A kind by its key; one that is not known here, but stored by another version, is named by its
    /// key.</summary>
    public static HelpKind Of(string key) =>
        Find(key)
        ?? new HelpKind
        {
            Key = key,
            Group = HelpGroup.Support,
            Step = LadderStep.General,
            Source = "",
        };

    public override string ToString() => Key;

    private static List<HelpKind> Load() => Read<HelpKind>("help-kinds.json", "kinds");

    /// <summary>The rows of a file that is part of the program.</summary>
    internal static List<T> Read<T>(string name, string rows)
    {
        using var file = typeof(HelpKind).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Dictionary<string, List<T>>>(file, Strict)![rows];
    }
}

/// <summary>The purpose of help, which determines its steps.</summary>
public enum HelpGroup
{
    /// <summary>Somebody takes over care for a while.</summary>
    Respite,

    /// <summary>Support for the caregiver.</summary>
    Support,

    /// <summary>A request decided by an authority.</summary>
    FormalRoad,
}

/// <summary>Where help comes from, the nearest first; it orders suggestions and is never a condition (domain.md row
/// 70).</summary>
public enum LadderStep
{
    Own,
    Volunteers,
    General,
    Specialised,
}
