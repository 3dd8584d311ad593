using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Forms;

/// <summary>What an opt-out shows, or the result of a choice there; the page has the words.</summary>
public abstract record OptOut
{
    public Came Came { get; init; } = null!;

    /// <summary>Fewer check-ins, a pause or none.</summary>
    /// <param name="CanAskLink">Whether questions are open, and a new link to them can be mailed.</param>
    /// <param name="IsLessOften">Whether they chose fewer check-ins before, and may choose the usual ones.</param>
    public sealed record Choices(bool CanAskLink, bool IsPaused, bool IsLessOften) : OptOut;

    /// <summary>In aftercare: they need nothing more.</summary>
    public sealed record Enough(string Coordinator) : OptOut;

    /// <param name="UndoUntil">The last day to undo it; null if it has passed.</param>
    /// <param name="IsAftercare">Whether aftercare is what ended.</param>
    public sealed record Ended(DateOnly? UndoUntil = null, bool IsAftercare = false) : OptOut;

    /// <summary>A request to be called.</summary>
    /// <param name="Promised">The promised call to move; null to ask for one.</param>
    public sealed record Call(string Coordinator, CallPromise? Promised) : OptOut;

    /// <param name="IsUrgent">Whether their answers in aftercare are heavy.</param>
    public sealed record CallPromised(CallPromise Promise, bool IsUrgent = false) : OptOut;

    /// <summary>A report that something changed.</summary>
    /// <param name="Cares">The people they care for; empty for a single one.</param>
    /// <param name="Respite">The respite it may be about; empty for a single one, and if others may look.</param>
    public sealed record Change(string Coordinator, IReadOnlyList<CareFacts> Cares, IReadOnlyList<ArrangedHelp> Respite)
        : OptOut;

    /// <param name="Told">What they told just now; none once that is a while ago.</param>
    /// <param name="TakeBack">Events that can be taken back here.</param>
    /// <param name="EndsQuestions">Whether they are asked nothing any more.</param>
    /// <param name="QuestionsWait">Whether they are asked nothing until somebody has talked to them.</param>
    public sealed record Changed(
        string Coordinator,
        IReadOnlyList<CareEvent> Told,
        IReadOnlyList<long> TakeBack,
        bool EndsQuestions,
        bool QuestionsWait
    ) : OptOut;

    /// <summary>Their change is stored, and shown by <see cref="Changed"/>.</summary>
    public sealed record Stored : OptOut;

    /// <summary>They no longer take part, and their change is not stored.</summary>
    public sealed record NotStored : OptOut;

    /// <param name="Until">The last day of it; null until they say so.</param>
    public sealed record Paused(DateOnly? Until) : OptOut;

    public sealed record LessOften(int Months) : OptOut;

    /// <param name="OpenUntil">The last day of questions that are open now.</param>
    public sealed record Rejoined(DateOnly? OpenUntil) : OptOut;

    /// <param name="Key">The key of the text that is all there is to say.</param>
    public sealed record Message(string Key) : OptOut;
}

/// <summary>Where a caregiver came from to an opt-out, and which earlier reports it may show.</summary>
/// <param name="Arranged">Whether an earlier promised call is shown.</param>
/// <param name="Since">From when on their tellings and promises are shown, and can be taken back.</param>
public sealed record Came(CameFrom From, bool Arranged, DateTimeOffset Since)
{
    /// <summary>They read what was promised; behind a mailed link others may look too.</summary>
    public bool HasRead => From is CameFrom.Result or CameFrom.OwnPage;

    public bool IsOnForm => From is CameFrom.Form or CameFrom.Result;

    /// <summary>Only this browser sees it.</summary>
    public bool InSession => From != CameFrom.Mail;

    /// <inheritdoc cref="BehindMail.Opens"/>
    public bool Shows(PromisedCall call) => Arranged || call.OpenedAt >= Since;

    public static Came ByMail(SiteTime time) => new(CameFrom.Mail, Arranged: false, time.Now - LifeChange.JustNow);

    /// <summary>What the result shows to a visit that began at a moment: it knows no code.</summary>
    public static Came OnResult(Caregiver caregiver, DateTimeOffset since) =>
        new(CameFrom.Result, caregiver.MailReaders.Opens(ToldBefore.Arranged, isProved: false), since);

    /// <summary>Before the answers are sent there is no result to read.</summary>
    internal static Came OnForm(Caregiver caregiver, Session session, bool fromResult) =>
        OnResult(caregiver, session.StartedAt) with
        {
            From = fromResult && session.SentAt is not null ? CameFrom.Result : CameFrom.Form,
        };
}

public enum CameFrom
{
    Mail,
    Form,
    Result,
    OwnPage,
}

/// <summary>A browser that may have a form open.</summary>
/// <param name="Key">The key in its cookie; null without one.</param>
/// <param name="Sent">What identifies the form it sent, after its visit ended; null without one.</param>
/// <param name="FromResult">Whether the page says it came from the result.</param>
public sealed record FormBrowser(string? Key, string? Sent, string? Network, bool FromResult)
{
    /// <summary>The actor in the audit log before a visit begins.</summary>
    public Actor By => Actor.Caregiver(null, Network);
}

/// <summary>A choice on a way out.</summary>
/// <param name="Choice">One of <see cref="OptOuts.All"/>; empty for none.</param>
/// <param name="Reason">The reason stated beside fewer check-ins.</param>
public sealed record GivenWay(string Choice, string Reason)
{
    /// <summary>Something is missing or wrong, and it is asked again.</summary>
    public bool IsFaulty { get; init; }

    /// <summary>The last day of a pause.</summary>
    public DateOnly? Until { get; init; }

    public TypedChange Change { get; init; } = new([], null, "", true);

    /// <summary>Tellings that they take back.</summary>
    public IReadOnlyList<long> Events { get; init; } = [];

    public CallTime When { get; init; } = new();

    /// <summary>The promised call that the page showed; 0, which is none, without one.</summary>
    public long SeenCall { get; init; }
}

/// <param name="On">Null without a valid day.</param>
public sealed record TypedChange(IReadOnlyList<EventKind> Kinds, DateOnly? On, string Note, bool DayUnsaid)
{
    /// <summary>The number of the care it is about; null for the only one, and if they did not say.</summary>
    public long? Care { get; init; }

    /// <summary>The number of the help it is about; null if they did not say.</summary>
    public long? Help { get; init; }

    internal Telling Of(long caregiverId) =>
        new(caregiverId, Kinds, On!.Value, Way.Link)
        {
            Note = Note,
            DayUnsaid = DayUnsaid,
            Care = Care,
            Help = Help,
        };
}

/// <summary>A call promised to a caregiver.</summary>
/// <param name="Coordinator">The name from <see cref="CoordinatorTable.NameFor"/>.</param>
public sealed record CallPromise(PromisedCall Call, string Coordinator)
{
    /// <param name="came">Where they read it; null if they asked just now.</param>
    /// <returns>Null if none is promised, or it may not be shown there.</returns>
    internal static async Task<CallPromise?> Of(
        Transaction transaction,
        Caregiver caregiver,
        string coordinator,
        Came? came = null
    ) =>
        await StaffTaskTable.CallOf(transaction, caregiver.Id) is not { } call || came?.Shows(call) == false
            ? null
            : new(call, coordinator);
}

/// <summary>What happened to a promised call on the own page.</summary>
public enum CallMoved
{
    Moved,
    TakenBack,

    /// <summary>There is none any more.</summary>
    Gone,

    /// <summary>The link alone does not show it.</summary>
    NeedsCode,
}
