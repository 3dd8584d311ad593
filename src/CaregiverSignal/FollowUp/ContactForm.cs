using System.Globalization;
using CaregiverSignal.Time;

namespace CaregiverSignal.FollowUp;

/// <summary>What a coordinator typed about a contact, and what is still wrong with it.</summary>
/// <param name="Arranged">One of <see cref="Arrangements"/>; empty when nothing began or ended.</param>
/// <param name="NextOn">The day to look again; null while that is not certain.</param>
public sealed record ContactForm(string What, string When, string Day, string Arranged, string Note, DateOnly? NextOn, IReadOnlyList<FormError> Errors)
{
    public const int LongestNote = 2000;

    public static readonly IReadOnlyList<string> Whens = ["morgen", "week", "twee-weken", "dag"];

    private static readonly string[] DayFormats = ["yyyy-MM-dd", "d-M-yyyy", "d/M/yyyy"];
    private static readonly Texts Words = Texts.Of(typeof(CasePage));

    public static ContactForm Empty { get; } = new("", "", "", "", "", null, []);

    /// <summary>The fields <c>wat</c>, <c>wanneer</c>, <c>dag</c>, <c>geregeld</c> and <c>notitie</c>.</summary>
    public static ContactForm Read(IFormCollection form, DateOnly today)
    {
        var (what, when, day) = (form["wat"].ToString(), form["wanneer"].ToString(), form["dag"].ToString().Trim());
        var (arranged, note) = (form["geregeld"].ToString(), NoteOf(form, "notitie"));
        var next = NextOf(when, day, today);

        var errors = new List<FormError>();
        if (!ContactWays.All.Contains(what)) errors.Add(new FormError("wat", "wat-" + ContactWays.All[0], Words["Error.What"]));
        if (!Whens.Contains(when)) errors.Add(new FormError("wanneer", "wanneer-" + Whens[0], Words["Error.When"]));
        else if (next is null) errors.Add(new FormError("dag", "dag", Words["Error.Day"]));
        if (arranged.Length > 0 && !Arrangements.All.Contains(arranged)) errors.Add(new FormError("geregeld", "geregeld", Words["Error.Arranged"]));
        if (TooLong(note, "notitie") is { } tooLong) errors.Add(tooLong);
        return new ContactForm(what, when, day, arranged, note, next, errors);
    }

    /// <summary>The day that a choice means.</summary>
    /// <returns>For a day of one's own: null unless it lies from tomorrow to a year from now.</returns>
    public static DateOnly? NextOf(string when, string day, DateOnly today) => when switch
    {
        "morgen" => WorkingDays.Add(today, 1),
        "week" => today.AddDays(7),
        "twee-weken" => today.AddDays(14),
        "dag" when DayOf(day) is { } chosen && chosen > today && chosen <= today.AddYears(1) => chosen,
        _ => null,
    };

    /// <summary>A day as a browser sends it or a person types it; null when it is none.</summary>
    internal static DateOnly? DayOf(string day) =>
        DateOnly.TryParseExact(day, DayFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found) ? found : null;

    /// <summary>A browser sends each line break as two characters; one is stored and counted.</summary>
    internal static string NoteOf(IFormCollection form, string field) => form[field].ToString().ReplaceLineEndings("\n").Trim();

    internal static FormError? TooLong(string note, string target) => note.Length <= LongestNote
        ? null
        : new FormError(target, target, Words["Error.Note", ("n", (note.Length - LongestNote).ToString(CultureInfo.InvariantCulture))]);
}
