using CaregiverSignal.AuditLogs;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Forms;

/// <summary>What a way out shows, or what came of a choice there; the words are the page's.</summary>
public abstract record OptOut
{
    /// <summary>From where they took it.</summary>
    public Came Came { get; init; } = null!;

    /// <summary>Fewer check-ins, a pause or none.</summary>
    /// <param name="CanAskLink">Questions are open, and a new link to them can be mailed.</param>
    /// <param name="IsLessOften">They chose fewer check-ins before, and may choose the usual ones.</param>
    public sealed record Choices(bool CanAskLink, bool IsPaused, bool IsLessOften) : OptOut;

    /// <summary>In aftercare: that it is good so.</summary>
    public sealed record Enough(string Coordinator) : OptOut;

    /// <param name="UndoUntil">Until when they can undo it; null where nobody can any more.</param>
    /// <param name="IsAftercare">What ended was aftercare.</param>
    public sealed record Ended(DateOnly? UndoUntil = null, bool IsAftercare = false) : OptOut;

    /// <summary>Asking to be called.</summary>
    /// <param name="Promised">A call that moves; null for one that is asked for.</param>
    public sealed record Call(string Coordinator, CallPromise? Promised) : OptOut;

    /// <param name="IsUrgent">Their answers in aftercare are heavy.</param>
    public sealed record CallPromised(CallPromise Promise, bool IsUrgent = false) : OptOut;

    /// <summary>Telling that something changed.</summary>
    /// <param name="Cares">For whom they care; empty where it is one.</param>
    /// <param name="Respite">The respite that may be meant; empty where it is one, and where others may look.</param>
    public sealed record Change(string Coordinator, IReadOnlyList<CareFacts> Cares, IReadOnlyList<ArrangedHelp> Respite)
        : OptOut;

    /// <param name="Told">What they told just now; none once that is a while ago.</param>
    /// <param name="TakeBack">The events that can be taken back from here.</param>
    /// <param name="EndsQuestions">They are asked nothing any more.</param>
    /// <param name="QuestionsWait">They are asked nothing until somebody spoke with them.</param>
    public sealed record Changed(
        string Coordinator,
        IReadOnlyList<CareEvent> Told,
        IReadOnlyList<long> TakeBack,
        bool EndsQuestions,
        bool QuestionsWait
    ) : OptOut;

    /// <summary>Their change is stored, and shown by <see cref="Changed"/>.</summary>
    public sealed record Stored : OptOut;

    /// <summary>They take part no more, and their change is not stored.</summary>
    public sealed record NotStored : OptOut;

    /// <param name="Until">The day until which it lasts; null until they say so.</param>
    public sealed record Paused(DateOnly? Until) : OptOut;

    public sealed record LessOften(int Months) : OptOut;

    /// <param name="OpenUntil">The last day of questions that are open now.</param>
    public sealed record Rejoined(DateOnly? OpenUntil) : OptOut;

    /// <param name="Key">Of the words that are all there is to say.</param>
    public sealed record Message(string Key) : OptOut;
}

/// <summary>From where somebody came to a way out, and what that shows of what was told before.</summary>
/// <param name="Arranged">Whether a call that was promised before is shown.</param>
/// <param name="Since">From when on what they told, and were promised, is shown and can be taken back.</param>
public sealed record Came(CameFrom From, bool Arranged, DateTimeOffset Since)
{
    /// <summary>They read what was promised; behind a mailed link others may look too.</summary>
    public bool HasRead => From is CameFrom.Result or CameFrom.OwnPage;

    public bool IsOnForm => From is CameFrom.Form or CameFrom.Result;

    /// <summary>Only the browser that came in sees it.</summary>
    public bool InSession => From != CameFrom.Mail;

    /// <inheritdoc cref="BehindMail.Opens"/>
    public bool Shows(PromisedCall call) => Arranged || call.OpenedAt >= Since;

    public static Came ByMail(SiteTime time) => new(CameFrom.Mail, Arranged: false, time.Now - LifeChange.JustNow);

    /// <summary>What the result shows to who came at a moment: it knows no code.</summary>
    public static Came OnResult(Caregiver caregiver, DateTimeOffset since) =>
        new(CameFrom.Result, caregiver.MailReaders.Opens(ToldBefore.Arranged, isProved: false), since);

    /// <summary>Before the answers were sent there is no result that they read.</summary>
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
/// <param name="Key">What its cookie has; null without one.</param>
/// <param name="Sent">What says which form it sent, after its visit ended; null without one.</param>
/// <param name="FromResult">The page says that it came from the result.</param>
public sealed record FormBrowser(string? Key, string? Sent, string? Network, bool FromResult)
{
    /// <summary>Who the audit log says did what is done before a visit begins.</summary>
    public Actor By => Actor.Caregiver(null, Network);
}

/// <summary>What somebody chose on a way out.</summary>
/// <param name="Choice">One of <see cref="OptOuts.All"/>; empty for none.</param>
/// <param name="Reason">What stands beside fewer check-ins as why.</param>
public sealed record GivenWay(string Choice, string Reason)
{
    /// <summary>Something in it is missing or wrong, and it is asked again.</summary>
    public bool IsFaulty { get; init; }

    /// <summary>The day until which a pause lasts.</summary>
    public DateOnly? Until { get; init; }

    public TypedChange Change { get; init; } = new([], null, "", true);

    /// <summary>What they told that they take back.</summary>
    public IReadOnlyList<long> Events { get; init; } = [];

    public CallTime When { get; init; } = new();

    /// <summary>The promised call that the page showed; 0, which is none, where it showed none.</summary>
    public long SeenCall { get; init; }
}

/// <param name="On">Null while there is no valid day.</param>
public sealed record TypedChange(IReadOnlyList<EventKind> Kinds, DateOnly? On, string Note, bool DayUnsaid)
{
    /// <summary>The number of the care that it is about; null for the only one, and where they did not say.</summary>
    public long? Care { get; init; }

    /// <summary>The number of the help that it is about; null where they did not say.</summary>
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

/// <summary>A call that was promised to a caregiver.</summary>
/// <param name="Coordinator">As <see cref="CoordinatorTable.NameFor"/> tells it.</param>
public sealed record CallPromise(PromisedCall Call, string Coordinator)
{
    /// <param name="came">Where they read it; null where they asked just now.</param>
    /// <returns>Null where none is promised, or it may not be shown there.</returns>
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

/// <summary>What became of a promised call on the own page.</summary>
public enum CallMoved
{
    Moved,
    TakenBack,

    /// <summary>There is none any more.</summary>
    Gone,

    /// <summary>It is one that the link alone does not show.</summary>
    NeedsCode,
}
