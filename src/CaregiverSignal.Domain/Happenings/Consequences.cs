using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Time;

namespace CaregiverSignal.Happenings;

/// <summary>
/// What follows from what happened, decided once for every door by which it is told: the caregiver's pages, a check-in,
/// a coordinator's page, a contact, a closing, a professional, a file.
/// </summary>
/// <remarks>May be shared between threads.</remarks>
public static class Consequences
{
    /// <summary>Days for which the questions wait at most until somebody spoke with the caregiver (our
    /// choice).</summary>
    public const int WaitDays = 14;

    /// <summary>
    /// Days to the first call of aftercare (our choice; the emptiness comes when all the others stop calling, C-01).
    /// </summary>
    public const int CallDays = 7;

    /// <summary>What ends the care at home for good, as it is offered.</summary>
    public static readonly IReadOnlyList<EventKind> Ends = [EventKind.Admission, EventKind.Death];

    /// <summary>The care could not go on, or not as it was: a signal should come before it.</summary>
    public static readonly IReadOnlyList<EventKind> Crises = [EventKind.CareCollapse, EventKind.CrisisAdmission];

    /// <summary>What concerns all who care for the person to whom it happened.</summary>
    public static readonly IReadOnlyList<EventKind> OfAll = [.. Ends, .. Crises];

    /// <summary>What befalls the person cared for, besides an end.</summary>
    public static readonly IReadOnlyList<EventKind> OfThePerson =
    [
        EventKind.Fall,
        EventKind.Incident,
        EventKind.Hospital,
        EventKind.BehaviourWorsened,
        EventKind.Diagnosis,
        .. Crises,
    ];

    /// <summary>About help that one caregiver has, and nobody else.</summary>
    public static readonly IReadOnlyList<EventKind> OfHelp =
    [
        EventKind.HelperLost,
        EventKind.FormalHelpReduced,
        EventKind.RespiteFailed,
        EventKind.RespiteEnded,
        EventKind.SupportEnded,
    ];

    /// <summary>What can be told, as it is offered: what cannot wait first, then what ends the care.</summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<EventKind> Kinds)> Groups =
    [
        (
            "ill",
            [EventKind.Fall, EventKind.Incident, EventKind.Hospital, EventKind.CrisisAdmission, EventKind.OwnIllness]
        ),
        ("end", Ends),
        ("worse", [EventKind.BehaviourWorsened, EventKind.Diagnosis]),
        (
            "help",
            [EventKind.HelperLost, EventKind.FormalHelpReduced, EventKind.RespiteFailed, EventKind.SupportStarted]
        ),
        ("rest", [EventKind.JobChanged, EventKind.Moved, EventKind.Other]),
    ];

    /// <summary>All that can be told.</summary>
    public static readonly IReadOnlyList<EventKind> Told = [.. Groups.SelectMany(group => group.Kinds)];

    /// <summary>Whether it is about the person cared for, so that it concerns all who care for them.</summary>
    public static bool ConcernsAll(EventKind kind) => OfAll.Contains(kind);

    /// <summary>What follows for one of those whom it concerns.</summary>
    public static Consequence Of(Happening what, Concerned who) =>
        who.Status == CaregiverStatus.Ended ? OfEnded(what, who)
        : Ends.Contains(what.Kind) ? OfEnd(what, who)
        : Crises.Contains(what.Kind) ? OfCrisis(what, who)
        : what.Kind == EventKind.RequestForContact
            ? new Consequence { Row = what.Way == Way.Colleague ? RowAfter.None : RowAfter.Request }
        : SeriousEvent.Kinds.Contains(what.Kind) || what.Kind == EventKind.Diagnosis ? OfEvent(what)
        : new Consequence
        {
            Row =
                what.Way == Way.Link || (what.Way != Way.Colleague && what.Kind is EventKind.Moved or EventKind.Other)
                    ? RowAfter.Read
                    : RowAfter.None,
            Help = OfHelp.Contains(what.Kind) ? HelpAfter.WhichIsAsked : HelpAfter.AsBefore,
            CanBeTakenBack = true,
        };

    /// <summary>The day by which somebody acts on a row.</summary>
    /// <param name="today">The day on which it was told.</param>
    public static DateOnly DueOn(RowAfter row, DateOnly today, WorkingDays days) =>
        row switch
        {
            RowAfter.Crisis => days.OnOrAfter(today),
            RowAfter.Call => days.OnOrAfter(today.AddDays(CallDays)),
            _ => days.Add(today, 1),
        };

    /// <summary>Who takes part no more hears nothing, whatever is told of the care.</summary>
    private static Consequence OfEnded(Happening what, Concerned who) =>
        Ends.Contains(what.Kind) && what.Way != Way.Link
            ? new Consequence { Care = who.CaresForOthers ? CareAfter.Ends : CareAfter.LastEnds }
            : new Consequence();

    /// <remarks>
    /// What came by one person's link alone ends nobody else's care; of who stands red it ends none (found.md K6). An
    /// admission leaves the questions about other care as they are.
    /// </remarks>
    private static Consequence OfEnd(Happening what, Concerned who)
    {
        if (!who.IsKnown || (what.Way == Way.Link && (!who.IsTeller || who.IsGuarded)))
            return AskedFirst;
        var isDeath = what.Kind == EventKind.Death;
        return new Consequence
        {
            Care = who.CaresForOthers ? CareAfter.Ends : CareAfter.LastEnds,
            Questions =
                !who.CaresForOthers ? QuestionsAfter.Aftercare
                : isDeath && !IsSpoken(what, who) ? QuestionsAfter.Wait
                : QuestionsAfter.AsBefore,
            Row = isDeath || what.Way == Way.Link ? RowAfter.CallNext : RowAfter.Call,
            Help = HelpAfter.IsLookedAt,
        };
    }

    private static Consequence OfCrisis(Happening what, Concerned who) =>
        what.Way == Way.Link && !who.IsTeller
            ? AskedFirst
            : new Consequence
            {
                Questions =
                    who.Status == CaregiverStatus.Aftercare || IsSpoken(what, who)
                        ? QuestionsAfter.AsBefore
                        : QuestionsAfter.Wait,
                Row = RowAfter.Crisis,
                CanBeTakenBack = who.IsTeller,
            };

    private static readonly Consequence AskedFirst = new()
    {
        Care = CareAfter.IsAsked,
        Questions = QuestionsAfter.Wait,
        Row = RowAfter.AskFirst,
    };

    /// <summary>Whether a colleague notes it who spoke with them.</summary>
    private static bool IsSpoken(Happening what, Concerned who) => what.Way == Way.Colleague && who.IsTeller;

    private static Consequence OfEvent(Happening what) =>
        new()
        {
            Questions = SeriousEvent.IsHeavy(what.Kind) ? QuestionsAfter.Sooner : QuestionsAfter.AsBefore,
            Row = RowAfter.Contact,
            Help = OfHelp.Contains(what.Kind) ? HelpAfter.WhichIsAsked : HelpAfter.AsBefore,
            CanBeTakenBack = true,
        };
}
