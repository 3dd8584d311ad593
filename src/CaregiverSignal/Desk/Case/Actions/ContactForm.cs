using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>A contact as the coordinator typed it, with errors.</summary>
/// <param name="Arranged">The code of one of <see cref="Arrangements"/>; empty when no help began or ended.</param>
/// <param name="NextOn">The day to look again; null while there is no valid one.</param>
public sealed record ContactForm(
    string What,
    string When,
    string Day,
    string Arranged,
    string Note,
    DateOnly? NextOn,
    IReadOnlyList<FormError> Errors
)
{
    /// <summary>
    /// The field <c>mantelval</c>: the day of a collapse that was told where a signal was closed already, to be noted
    /// with this contact; empty where none was, or it is not to be.
    /// </summary>
    public string CollapsedOn { get; init; } = "";

    public static readonly IReadOnlyList<string> Whens = ["morgen", "week", "twee-weken", "dag"];

    private static readonly Texts Words = ContactModel.Words;

    public static ContactForm Empty { get; } = new("", "", "", "", "", null, []);

    /// <summary>A contact that was taken back, to be noted again.</summary>
    public static ContactForm Of(NotedContact contact, EventKind? arranged) =>
        new(
            contact.Way.Code(),
            contact.NextOn is null ? "" : "dag",
            contact.NextOn?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            arranged?.Code() ?? "",
            contact.Note,
            contact.NextOn,
            []
        );

    /// <summary>The fields <c>wat</c>, <c>wanneer</c>, <c>dag</c>, <c>geregeld</c> and <c>notitie</c>.</summary>
    public static ContactForm Read(IFormCollection form, SiteTime time)
    {
        var (what, when, day) = (form["wat"].ToString(), form["wanneer"].ToString(), form["dag"].ToString().Trim());
        var (arranged, note) = (form["geregeld"].ToString(), Typed.Note(form, "notitie"));
        var next = NextOf(when, day, time);

        var errors = new List<FormError>();
        if (Codes.Find<ContactWay>(what) is null)
            errors.Add(new FormError("wat", "wat-" + ContactWay.Spoken.Code(), Words["Error.What"]));
        if (!Whens.Contains(when))
            errors.Add(new FormError("wanneer", "wanneer-" + Whens[0], Words["Error.When"]));
        else if (next is null)
            errors.Add(new FormError("dag", "dag", Words["Error.Day"]));
        if (arranged.Length > 0 && !(Codes.Find<EventKind>(arranged) is { } kind && Arrangements.All.Contains(kind)))
            errors.Add(new FormError("geregeld", "geregeld", Words["Error.Arranged"]));
        if (Typed.TooLong(note, "notitie") is { } tooLong)
            errors.Add(tooLong);
        return new ContactForm(what, when, day, arranged, note, next, errors)
        {
            CollapsedOn = CloseForm.CollapseDay(form["mantelval"].ToString(), time.Today) is null
                ? ""
                : form["mantelval"].ToString(),
        };
    }

    /// <summary>
    /// The last day for the next attempt when something is red and nobody was reached: the next working day.
    /// </summary>
    public static DateOnly LastTryOn(SiteTime time) => time.WorkingDays.Add(time.Today, 1);

    /// <summary>
    /// The form for a caregiver with something red: after a vain attempt the next one is on the next working day at the
    /// latest.
    /// </summary>
    /// <returns>
    /// The form with the next working day filled in when no day was chosen, as there is no other choice; and the error
    /// of a later day.
    /// </returns>
    public (ContactForm Ready, FormError? TooLate) ForRed(SiteTime time)
    {
        if (!IsTry)
            return (this, null);
        var last = LastTryOn(time);
        if (When.Length == 0)
            return (
                this with
                {
                    When = Whens[0],
                    NextOn = last,
                    Errors = [.. Errors.Where(one => one.Field != "wanneer")],
                },
                null
            );
        if (!(NextOn > last))
            return (this, null);
        var field = When == "dag" ? "dag" : "wanneer";
        return (
            this,
            new FormError(
                field,
                field == "dag" ? "dag" : "wanneer-" + Whens[0],
                Words["Error.TryDay", ("dag", Texts.Day(last))]
            )
        );
    }

    /// <summary>The form for somebody with whom nothing is planned any more.</summary>
    public ContactForm WithoutDay() =>
        this with
        {
            When = "",
            Day = "",
            NextOn = null,
            Errors = [.. Errors.Where(one => one.Field is not ("wanneer" or "dag"))],
        };

    /// <summary>The day that is asked about, to be sent back; null where another thing is wrong, or nothing.</summary>
    public string? AskedOn =>
        NextOn is { } day && (ErrorOf("dag") ?? ErrorOf("wanneer")) is not null
            ? day.ToString("O", CultureInfo.InvariantCulture)
            : null;

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    /// <summary>What was typed as <see cref="What"/>; null while there is no valid one.</summary>
    public ContactWay? Way => Codes.Find<ContactWay>(What);

    /// <summary>Whether it was an attempt that reached nobody.</summary>
    public bool IsTry => Way is { } way && !way.IsReached();

    /// <summary>The day that a choice stands for.</summary>
    /// <returns>Null when a typed day is not between tomorrow and a year from now.</returns>
    public static DateOnly? NextOf(string when, string day, SiteTime time) =>
        when switch
        {
            "morgen" => time.WorkingDays.Add(time.Today, 1),
            "week" => time.WorkingDays.OnOrAfter(time.Today.AddDays(7)),
            "twee-weken" => time.WorkingDays.OnOrAfter(time.Today.AddDays(14)),
            "dag" when Typed.Day(day) is { } chosen && chosen > time.Today && chosen <= time.Today.AddYears(1) =>
                chosen,
            _ => null,
        };
}
