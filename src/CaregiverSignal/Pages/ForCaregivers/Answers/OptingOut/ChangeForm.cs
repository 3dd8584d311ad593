using System.Globalization;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Pages.ForCaregivers.Answers.OptingOut;

/// <param name="When">One of <see cref="Whens"/>; empty while no day is chosen.</param>
/// <param name="Day">The day as typed, beside "another day".</param>
/// <param name="On">The day on which it happened: today by default, null if invalid.</param>
public sealed record ChangeForm(
    IReadOnlyList<EventKind> Kinds,
    string When,
    string Day,
    string Note,
    DateOnly? On,
    IReadOnlyList<(string Field, string Text)> Errors
)
{
    public const string What = "gebeurd";
    public const string WhenField = "wanneer";
    public const string DayField = "dag";
    public const string NoteField = "woorden";
    public const string CareField = "wie";
    public const string HelpField = "hulp";

    /// <summary>The report to take back.</summary>
    public const string Event = "gebeurtenis";

    /// <summary>The choice of somebody who does not know the day, even after choosing one by mistake.</summary>
    private const string Unknown = "weet-niet";

    public static readonly IReadOnlyList<string> Whens = ["vandaag", "gisteren", DayField, Unknown];

    /// <summary>The oldest allowed (our choice).</summary>
    private const int Years = 1;

    private static readonly Texts Words = Texts.Of(typeof(ChangePage));

    /// <summary>No day is preselected or required. So nobody is told of a day that the caregiver never gave, and nobody
    /// newly bereaved is sent back for one.</summary>
    public static ChangeForm Empty { get; } = new([], "", "", "", null, []);

    public static string Chosen(EventKind kind) =>
        Words.Has("Kind." + kind.Code()) ? Words["Kind." + kind.Code()] : EventWords.Choice(kind);

    public bool DayUnsaid => When is "" or Unknown;

    /// <summary>The care it concerns; null if not given, or if it is about themselves.</summary>
    public long? Care { get; init; }

    /// <summary>The same for help.</summary>
    public long? Help { get; init; }

    /// <summary>What they call each person they care for; empty if two names would be equal.</summary>
    public static IReadOnlyList<(long Id, string Name)> NamesOf(IReadOnlyList<CareFacts> cares)
    {
        var relations = Texts.Of("Pages.ForCaregivers.Enrolments.EnrolModel");
        List<(long Id, string Name)> named = [];
        foreach (var care in cares)
        {
            var key = "Relation." + care.Relation?.Code();
            var name = care.Called ?? (relations.Has(key) ? relations[key] : "");
            if (name.Length == 0 || named.Exists(known => known.Name == name))
                return [];
            named.Add((care.Id, name));
        }

        return named;
    }

    /// <exception cref="BadHttpRequestException">The page has no such kind or day.</exception>
    public static ChangeForm Read(IFormCollection form, SiteTime time)
    {
        var chosen = form[What].Select(text => Codes.Find<EventKind>(text ?? "")).Distinct().ToList();
        var when = form[WhenField].ToString();
        var day = form[DayField].ToString().Trim();
        // A browser that does not hide the field may send it without a choice.
        if (when.Length == 0 && day.Length > 0)
            when = DayField;
        if (
            chosen.Exists(choice => choice is not { } kind || !Consequences.Told.Contains(kind))
            || !(when.Length == 0 || Whens.Contains(when))
        )
            throw new BadHttpRequestException("A choice that this page does not have.");
        var note = Typed.Note(form[NoteField].ToString());
        var on = DayOf(when, day, time.Today);

        var errors = new List<(string, string)>();
        if (chosen.Count == 0)
            errors.Add((What, Words["Error.What"]));
        if (on is null)
            errors.Add((DayField, Words["Error.Day"]));
        if (Typed.TooLong(note) is { } tooLong)
            errors.Add((NoteField, tooLong));
        return new ChangeForm([.. chosen.OfType<EventKind>()], when, day, note, on, errors)
        {
            Care = NumberIn(form[CareField]),
            Help = NumberIn(form[HelpField]),
        };
    }

    private static long? NumberIn(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? DayOf(string when, string typed, DateOnly today) =>
        when switch
        {
            "" or Unknown or "vandaag" => today,
            "gisteren" => today.AddDays(-1),
            _ => Typed.Day(typed) is { } day && day <= today && day > today.AddYears(-Years) ? day : null,
        };
}
