using CaregiverSignal.People;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Time;

namespace CaregiverSignal.Happenings;

/// <summary>Decides what follows from an event, once for every way in which it is reported: the caregiver's pages, a
/// check-in, a coordinator's page, a contact, a closing, a professional, a file.</summary>
/// <remarks>May be shared between threads.</remarks>
public static class Consequences
{
    /// <summary>The most days that questions wait until somebody has spoken with the caregiver (our choice).</summary>
    public const int WaitDays = 14;

    /// <summary>Days until the first aftercare call (our choice; the emptiness comes when all the others stop calling,
    /// C-01).</summary>
    public const int CallDays = 7;

    /// <summary>Events that end care at home for good, in the order offered.</summary>
    public static readonly IReadOnlyList<EventKind> Ends = [EventKind.Admission, EventKind.Death];

    /// <summary>Care could not continue as it was: a signal should precede these.</summary>
    public static readonly IReadOnlyList<EventKind> Crises = [EventKind.CareCollapse, EventKind.CrisisAdmission];

    /// <summary>Events that concern everybody who cares for the person.</summary>
    public static readonly IReadOnlyList<EventKind> OfAll = [.. Ends, .. Crises];

    /// <summary>Other events about the person cared for.</summary>
    public static readonly IReadOnlyList<EventKind> OfThePerson =
    [
        EventKind.Fall,
        EventKind.Incident,
        EventKind.Hospital,
        EventKind.BehaviourWorsened,
        EventKind.Diagnosis,
        .. Crises,
    ];

    /// <summary>Events about one caregiver's own help.</summary>
    public static readonly IReadOnlyList<EventKind> OfHelp =
    [
        EventKind.HelperLost,
        EventKind.FormalHelpReduced,
        EventKind.RespiteFailed,
        EventKind.RespiteEnded,
        EventKind.SupportEnded,
    ];

    /// <summary>Events that can be reported, in the order offered: the urgent ones first, then those that end
    /// care.</summary>
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

    /// <summary>All events that can be reported.</summary>
    public static readonly IReadOnlyList<EventKind> Told = [.. Groups.SelectMany(group => group.Kinds)];

    /// <summary>Whether it concerns everybody who cares for the person.</summary>
    public static bool ConcernsAll(EventKind kind) => OfAll.Contains(kind);

    /// <summary>What follows for one caregiver concerned.</summary>
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

    /// <summary>The day by which staff act on an entry.</summary>
    /// <param name="today">The day on which it was reported.</param>
    public static DateOnly DueOn(RowAfter row, DateOnly today, WorkingDays days) =>
        row switch
        {
            RowAfter.Crisis => days.OnOrAfter(today),
            RowAfter.Call => days.OnOrAfter(today.AddDays(CallDays)),
            _ => days.Add(today, 1),
        };

    /// <summary>Somebody who no longer takes part hears nothing, whatever is reported about the care.</summary>
    private static Consequence OfEnded(Happening what, Concerned who) =>
        Ends.Contains(what.Kind) && what.Way != Way.Link
            ? new Consequence { Care = who.CaresForOthers ? CareAfter.Ends : CareAfter.LastEnds }
            : new Consequence();

    /// <remarks>A report by one person's emailed link never ends another's care, and none for somebody who is red. An
    /// admission leaves questions about other care unchanged.</remarks>
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

    /// <summary>Whether a colleague records it after speaking with them.</summary>
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
