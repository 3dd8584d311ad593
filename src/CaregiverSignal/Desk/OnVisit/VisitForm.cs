using CaregiverSignal.Answers.Leaving;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Help;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;
using Microsoft.Extensions.Primitives;

namespace CaregiverSignal.Desk.OnVisit;

/// <summary>What was told on a visit, as the coordinator typed it, with errors.</summary>
/// <param name="Contact">The talk and the day to look again.</param>
/// <param name="Event">The code of what happened; empty for nothing.</param>
/// <param name="EventDay">On which day, as typed; empty for today.</param>
/// <param name="WishKind">The code of the help they wish; empty for none, or for words alone.</param>
/// <param name="WishWords">Their own words for it.</param>
/// <param name="OtherErrors">Those of what happened and of the wish.</param>
public sealed record VisitForm(
    ContactForm Contact,
    string Event,
    string EventDay,
    string WishKind,
    string WishWords,
    IReadOnlyList<FormError> OtherErrors
)
{
    public const string EventField = "gebeurd";
    public const string EventDayField = "gebeurd-dag";
    public const string WishField = "wens";
    public const string WishWordsField = "wens-woorden";

    private static readonly string[] ContactFields =
    [
        "signaal",
        "stand",
        "na",
        "wanneer",
        "dag",
        "notitie",
        CanGoOn.AskedField,
    ];

    public static VisitForm Empty { get; } = new(ContactForm.Empty, "", "", "", "", []);

    /// <summary>What happened; null for nothing, or while it has errors.</summary>
    public ChangeForm? Happened { get; private init; }

    /// <summary>The help that they wish; null for none, or while it has errors.</summary>
    public ArrangedHelp? Wish { get; private init; }

    public IReadOnlyList<FormError> Errors => [.. Contact.Errors, .. OtherErrors];

    /// <param name="known">All help of the caregiver.</param>
    /// <exception cref="BadHttpRequestException">The page does not have such an event.</exception>
    public static VisitForm Read(
        IFormCollection form,
        long caregiverId,
        IReadOnlyList<ArrangedHelp> known,
        SiteTime time
    )
    {
        var (happened, day) = (form[EventField].ToString(), form[EventDayField].ToString().Trim());
        var (kind, words) = (form[WishField].ToString(), Typed.Note(form, WishWordsField));
        var change =
            happened.Length == 0
                ? null
                : ChangeForm.Read(
                    Fields(
                        (ChangeForm.What, happened),
                        (ChangeForm.WhenField, day.Length == 0 ? ChangeForm.Whens[0] : ChangeForm.DayField),
                        (ChangeForm.DayField, day)
                    ),
                    LifeChange.Kinds,
                    time
                );
        // Words alone are a wish too.
        var (wished, help) =
            kind.Length + words.Length == 0
                ? (HelpForm.None, null)
                : HelpForm.ReadProposal(
                    Fields(("soort", kind.Length == 0 ? HelpKind.OtherHelp.Code() : kind), ("woorden", words)),
                    caregiverId,
                    known,
                    time
                );
        return new VisitForm(
            ContactForm.Read(AsContact(form), time),
            happened,
            day,
            kind,
            words,
            [
                .. (change?.Errors ?? []).Select(one => one with { Field = EventDayField, Target = EventDayField }),
                .. wished.Errors.Select(one =>
                    one.Field == "woorden"
                        ? one with
                        {
                            Field = WishWordsField,
                            Target = WishWordsField,
                        }
                        : one with
                        {
                            Field = WishField,
                            Target = WishField,
                        }
                ),
            ]
        )
        {
            Happened = change is { Errors.Count: 0 } ? change : null,
            Wish = help,
        };
    }

    /// <summary>The form as that of a contact: it was a visit.</summary>
    public static IFormCollection AsContact(IFormCollection form) =>
        Fields([("wat", ContactWay.Visit.Code()), .. ContactFields.Select(name => (name, form[name].ToString()))]);

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    private static FormCollection Fields(params (string Name, string Value)[] fields) =>
        new(fields.ToDictionary(one => one.Name, one => new StringValues(one.Value)));
}
