using System.Globalization;
using CaregiverSignal.People;

namespace CaregiverSignal.Desk.Details;

/// <summary>The page on which somebody is added, or their details are corrected; every text ready to show.</summary>
public sealed record DetailsPageModel
{
    public static readonly Texts Words = Texts.Of(typeof(DetailsPage));

    public static readonly IReadOnlyList<string> Conditions =
    [
        "dementia",
        "brain-injury",
        "psychiatric",
        "intellectual",
        "physical",
        "chronic",
        "old-age",
        "other",
    ];

    public required StaffShell Shell { get; init; }

    /// <summary>Null for somebody who is being added.</summary>
    public long? CaregiverId { get; init; }

    public string Name { get; init; } = "";

    public required string Title { get; init; }

    public required DetailsForm Form { get; init; }

    /// <summary>The newest change when the form was shown.</summary>
    public long Mark { get; init; }

    /// <summary>Who looks like somebody who is being added, for the field that says that they were shown.</summary>
    public string Likes { get; init; } = "";

    /// <summary>What a coordinator has to know before saving again; the first line is a heading.</summary>
    public IReadOnlyList<string> News { get; init; } = [];

    /// <summary>People who may be seen and look like somebody who is being added.</summary>
    public IReadOnlyList<(string Path, string Name)> Alike { get; init; } = [];

    /// <summary>The part of the page that was just saved; empty for the whole, null when nothing was.</summary>
    public string? Saved { get; init; }

    public string? SavedText { get; init; }

    /// <summary>Whether a field is stored as it is left: on a page that shows just what is stored.</summary>
    public bool SavesAsYouGo { get; init; }

    /// <summary>When all of it was last said to be right; null for somebody who is being added.</summary>
    public string? Checked { get; init; }

    /// <summary>What stood there before, newest first.</summary>
    public IReadOnlyList<OldValue> History { get; init; } = [];

    public string Path => CaregiverId is { } id ? PathOf(id) : DetailsEndpoints.New;

    /// <summary>The field that has the focus: the first of the part after the one that was saved.</summary>
    public string? Focus =>
        News.Count > 0 || Form.Errors.Count > 0 ? null
        : Saved is { } part ? PartAfter(part)?.Fields[0].Name
        : CaregiverId is null ? DetailField.All[0].Name
        : null;

    /// <summary>The part before which it is said that something was saved; null at the top.</summary>
    public string? SavedBefore => Saved is { } part ? PartAfter(part)?.Part : null;

    public static string PathOf(long caregiverId) =>
        string.Create(CultureInfo.InvariantCulture, $"/zaak/{caregiverId}/gegevens");

    /// <summary>What a select offers: its codes with their words.</summary>
    public static IEnumerable<(string Code, string Label)> OptionsOf(DetailField field, string chosen)
    {
        IEnumerable<string> codes = field switch
        {
            { Kind: FieldKind.YesNo } => ["", "yes", "no"],
            { Column: "relation" } => ["", .. Codes.All<Relation>()],
            _ when chosen.Length > 0 => Codes.All<Channel>(),
            _ => ["", .. Codes.All<Channel>()],
        };
        return codes.Select(code => (code, WordOf(field, code)));
    }

    /// <summary>What stood there before, in words.</summary>
    public static string WordsOf(string column, string? value) =>
        value is null ? Words["Empty"]
        : DetailField.Of(column) is { } field ? WordOf(field, value)
        : DetailsForm.Shown(column, value);

    public static string LabelOf(string column) => Words["Field." + column];

    public static string LabelOf(DetailChange change) =>
        change.Situation is null ? LabelOf(change.Field) : Words["Further", ("veld", LabelOf(change.Field))];

    private static string WordOf(DetailField field, string value)
    {
        var words = field switch
        {
            { Kind: FieldKind.YesNo } => "YesNo.",
            { Column: "channel" } => "Channel.",
            { Column: "relation" } => "Relation.",
            _ => null,
        };
        return words is not null && Words.Has(words + value)
            ? Words[words + value]
            : Plainly.Shown(DetailsForm.Shown(field.Column, value));
    }

    private static (string Part, IReadOnlyList<DetailField> Fields)? PartAfter(string part) =>
        DetailField
            .Parts.SkipWhile(one => one.Part != part)
            .Skip(1)
            .Cast<(string, IReadOnlyList<DetailField>)?>()
            .FirstOrDefault();
}

/// <param name="By">"12 maart 2026, Els".</param>
public sealed record OldValue(string Label, string Value, string By);
