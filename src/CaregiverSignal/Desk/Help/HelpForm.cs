using System.Globalization;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Time;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.Help;

/// <summary>The form that proposes help or takes a step with it, as typed, with errors.</summary>
/// <param name="HelpId">The help of a step; 0 for a proposal, null where nothing was sent.</param>
public sealed record HelpForm(long? HelpId, IReadOnlyDictionary<string, string> Raw, IReadOnlyList<FormError> Errors)
{
    public const int LongestLine = PersonDetails.LongestLine;

    /// <summary>Of <see cref="HelpId"/>: a proposal.</summary>
    public const long Proposal = 0;

    public static readonly HelpForm None = new(null, new Dictionary<string, string>(), []);

    private static readonly Texts Words = HelpPageModel.Words;

    /// <summary>What stands in a field of one form of the page.</summary>
    public string ValueOf(long helpId, string field) => helpId == HelpId ? Raw.GetValueOrDefault(field, "") : "";

    public string? ErrorOf(long helpId, string field) => helpId == HelpId ? FormError.Of(field, Errors) : null;

    /// <summary>The id of a field, unique in the page.</summary>
    public static string IdOf(long helpId, string field) =>
        helpId == Proposal ? field : string.Create(CultureInfo.InvariantCulture, $"{field}-{helpId}");

    /// <summary>
    /// Reads a proposal. What was declined or did not work out is not proposed in the same form: what is different has
    /// to be said in words.
    /// </summary>
    /// <param name="known">All help of the caregiver.</param>
    /// <returns>The help is null while there are errors.</returns>
    public static (HelpForm Form, ArrangedHelp? Help) ReadProposal(
        IFormCollection form,
        long caregiverId,
        IReadOnlyList<ArrangedHelp> known,
        SiteTime time
    )
    {
        var (words, wantedFor) = (Typed.Note(form, "woorden"), LineOf(form, "wanneer"));
        var kind = Codes.Find<HelpKind>(form["soort"].ToString());
        var (next, wrongNext) = NextOf(form, Proposal, HelpStep.Proposed, time);
        var fromTyped = form["vanaf"].ToString().Trim();
        var from = Typed.Day(fromTyped);
        var before = known.LastOrDefault(one => one.Kind == kind);
        var typed = Of(
            Proposal,
            form,
            kind is null ? Wrong(Proposal, "soort", Words["Error.Kind"])
                : before is { IsOpen: true } ? Wrong(Proposal, "soort", Words["Error.Open"])
                : known.Count(one => one.Step == HelpStep.Proposed) >= HelpRoad.MostProposed
                    ? Wrong(Proposal, "soort", Words["Error.Most"])
                : null,
            words.Length == 0 && before is { Reason: { } reason, EndedOn: { } day }
                ? Wrong(
                    Proposal,
                    "woorden",
                    Words["Error.Again", ("reden", HelpWords.ReasonOf(reason)), ("dag", Texts.Day(day))]
                )
                : null,
            Typed.TooLong(words, "woorden"),
            OneLine.Problem(wantedFor, LongestLine) is null ? null : Wrong(Proposal, "wanneer", Words["Error.Line"]),
            fromTyped.Length == 0 || (from >= time.Today && from <= time.Today.AddYears(1))
                ? null
                : Wrong(Proposal, "vanaf", Words["Error.From"]),
            wrongNext
        );
        return (
            typed,
            typed.Errors.Count > 0
                ? null
                : new ArrangedHelp
                {
                    CaregiverId = caregiverId,
                    Kind = kind!.Value,
                    Words = words,
                    WantedFor = wantedFor,
                    WantedFrom = from,
                    Step = HelpStep.Proposed,
                    StepOn = time.Today,
                    NextOn = next,
                    ProposedOn = time.Today,
                }
        );
    }

    /// <summary>The step of a proposal that was chosen in the same talk; null when it was not.</summary>
    /// <param name="help">As <see cref="ReadProposal"/> gave it.</param>
    public static NewStep? ReadChoice(IFormCollection form, ArrangedHelp help, SiteTime time) =>
        form["gekozen"] == "ja"
            ? new NewStep(
                HelpStep.Chosen,
                time.Today,
                form["volgende"].ToString().Trim().Length > 0
                    ? help.NextOn
                    : HelpRoad.UsualNextOn(HelpStep.Chosen, time.Today, time.WorkingDays)
            )
            : null;

    /// <summary>Reads a step with help that is open.</summary>
    /// <returns>The step is null while there are errors.</returns>
    public static (HelpForm Form, NewStep? Step) ReadStep(
        IFormCollection form,
        ArrangedHelp help,
        bool isAfterCare,
        SiteTime time
    )
    {
        var id = help.Id;
        var (who, note) = (LineOf(form, "wie"), Typed.Note(form, "notitie"));
        var dayTyped = form["dag"].ToString().Trim();
        var on = dayTyped.Length == 0 ? time.Today : Typed.Day(dayTyped);
        var step =
            Codes.Find<HelpStep>(form["stap"].ToString()) is { } chosen
            && HelpRoad.After(help.Kind, help.Step, isAfterCare).Contains(chosen)
                ? chosen
                : (HelpStep?)null;
        var reasons = step is null ? [] : HelpRoad.ReasonsFor(help.Kind, step.Value);
        var reason =
            Codes.Find<HelpReason>(form["reden"].ToString()) is { } given && reasons.Contains(given)
                ? given
                : (HelpReason?)null;
        var (next, wrongNext) = step is null ? (null, null) : NextOf(form, id, step.Value, time);
        var typed = Of(
            id,
            form,
            step is null ? Wrong(id, "stap", Words["Error.Step"]) : null,
            reasons.Count > 0 && reason is null ? Wrong(id, "reden", Words["Error.Reason"]) : null,
            OneLine.Problem(who, LongestLine) is not null ? Wrong(id, "wie", Words["Error.Line"])
                : step == HelpStep.Matched && who.Length == 0 ? Wrong(id, "wie", Words["Error.Who"])
                : null,
            on is null || on > time.Today || on < help.StepOn
                ? Wrong(id, "dag", Words["Error.Day", ("dag", Texts.Day(help.StepOn))])
                : null,
            Typed.TooLong(note, "notitie") is { } tooLong ? tooLong with { Target = IdOf(id, "notitie") } : null,
            wrongNext
        );
        return (
            typed,
            typed.Errors.Count > 0
                ? null
                : new NewStep(
                    step!.Value,
                    on!.Value,
                    next,
                    reason,
                    who,
                    Codes.Find<HelpVerdict>(form["hielp"].ToString()),
                    note
                )
                {
                    IsAfterCare = isAfterCare,
                }
        );
    }

    /// <summary>A step as typed, which was sent for what no longer stands there.</summary>
    public static HelpForm Outdated(IFormCollection form, long helpId) =>
        Of(helpId, form, Wrong(helpId, "stap", Words["Error.News"]));

    /// <summary>The day to look again: typed, or the usual one where nothing was typed.</summary>
    private static (DateOnly? Day, FormError? Wrong) NextOf(IFormCollection form, long id, HelpStep step, SiteTime time)
    {
        var typed = form["volgende"].ToString().Trim();
        if (typed.Length == 0 || HelpRoad.IsEnd(step))
            return (HelpRoad.UsualNextOn(step, time.Today, time.WorkingDays), null);
        return Typed.Day(typed) is { } day && day > time.Today && day <= time.Today.AddYears(1)
            ? (day, null)
            : (null, Wrong(id, "volgende", Words["Error.Next"]));
    }

    private static HelpForm Of(long helpId, IFormCollection form, params FormError?[] errors) =>
        new(
            helpId,
            form.ToDictionary(one => one.Key, one => one.Value.ToString().Trim()),
            [.. errors.OfType<FormError>()]
        );

    private static FormError Wrong(long helpId, string field, string text) => new(field, IdOf(helpId, field), text);

    private static string LineOf(IFormCollection form, string field) => form[field].ToString().Trim();
}
