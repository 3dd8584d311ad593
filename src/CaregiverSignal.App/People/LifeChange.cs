using System.Text;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.People;

/// <summary>
/// Something that changed around a caregiver, told at any time: events of a day, which are judged, and for what the
/// caregiver told themselves a task to read it.
/// </summary>
public static class LifeChange
{
    /// <summary>What can be told, as it is offered: what happens most first (our choice).</summary>
    public static readonly IReadOnlyList<EventKind> Kinds =
    [
        EventKind.Fall,
        EventKind.Incident,
        EventKind.Hospital,
        EventKind.OwnIllness,
        EventKind.HelperLost,
        EventKind.FormalHelpReduced,
        EventKind.RespiteFailed,
        EventKind.SupportStarted,
        EventKind.BehaviourWorsened,
        EventKind.CrisisAdmission,
        EventKind.Diagnosis,
        EventKind.JobChanged,
        EventKind.Moved,
        EventKind.Other,
    ];

    /// <summary>What ends the care at home; a coordinator notes it as a change of taking part.</summary>
    public static readonly IReadOnlyList<EventKind> EndsCare = [EventKind.Admission, EventKind.Death];

    public static readonly IReadOnlyList<EventKind> All = [.. Kinds, .. EndsCare];

    /// <summary>
    /// The same as a caregiver reads it: what cannot wait first, then what ends the care, so that somebody who has just
    /// lost a person does not read past help and work to say so.
    /// </summary>
    public static readonly IReadOnlyList<(string Group, IReadOnlyList<EventKind> Kinds)> Groups =
    [
        (
            "ill",
            [EventKind.Fall, EventKind.Incident, EventKind.Hospital, EventKind.CrisisAdmission, EventKind.OwnIllness]
        ),
        ("end", EndsCare),
        ("worse", [EventKind.BehaviourWorsened, EventKind.Diagnosis]),
        (
            "help",
            [EventKind.HelperLost, EventKind.FormalHelpReduced, EventKind.RespiteFailed, EventKind.SupportStarted]
        ),
        ("rest", [EventKind.JobChanged, EventKind.Moved, EventKind.Other]),
    ];

    /// <summary>Working days within which what a caregiver told is read, as own words are (our choice).</summary>
    private const int ReadWithinDays = 1;

    /// <summary>How long a caregiver can take it back, as a stop (our choice).</summary>
    private const int TakeBackDays = 7;

    /// <summary>
    /// Octets of a note, at most: an entry of an index of PostgreSQL has room for 2,704, with its day and kind.
    /// </summary>
    private const int LongestPiece = 2500;

    /// <summary>How long the page after telling says what was told (our choice: as long as a page is open).</summary>
    public static readonly TimeSpan JustNow = TimeSpan.FromMinutes(15);

    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    /// <summary>The last day on which what a caregiver tells now is read.</summary>
    public static DateOnly ReadBy(SiteTime time) => time.WorkingDays.Add(time.Today, ReadWithinDays);

    /// <param name="note">Own words, which stand with the first of the kinds.</param>
    /// <param name="dayUnsaid">Whether no day was said, so that it stands under the day on which it is told.</param>
    /// <returns>False when all of it was told before: a form that is sent twice tells it once.</returns>
    internal static bool Tell(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<EventKind> kinds,
        DateOnly on,
        string note,
        ReportedBy by,
        SiteTime time,
        bool dayUnsaid = false
    ) =>
        Store(
            transaction,
            caregiverId,
            kinds,
            on,
            note,
            isRead: by == ReportedBy.Caregiver,
            (kind, said, now) =>
                EventTable.Add(transaction, caregiverId, on, kind, by, said, now, dayUnsaid: dayUnsaid),
            time
        );

    /// <summary>What a professional writes to the coordinator, who reads it; no rule goes by it.</summary>
    /// <param name="by">The decision that lets them read.</param>
    /// <returns>As <see cref="Tell"/>.</returns>
    internal static bool TellAs(Transaction transaction, Consent by, string note, SiteTime time) =>
        Store(
            transaction,
            by.CaregiverId,
            [EventKind.Other],
            time.Today,
            note,
            isRead: true,
            (kind, said, now) =>
                EventTable.Add(
                    transaction,
                    by.CaregiverId,
                    time.Today,
                    kind,
                    ReportedBy.Professional,
                    said,
                    now,
                    consentId: by.Id
                ),
            time
        );

    private static bool Store(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<EventKind> kinds,
        DateOnly on,
        string note,
        bool isRead,
        Func<EventKind, string, DateTimeOffset, bool> add,
        SiteTime time
    )
    {
        // One instant: the task is about what was told since it was opened.
        var (isNew, now) = (false, time.Now);
        var pieces = Pieces(note);
        foreach (var (kind, place) in kinds.Select((kind, place) => (kind, place)))
            isNew |= add(kind, place == 0 ? pieces[0] : "", now);
        foreach (var piece in pieces.Skip(1))
            isNew |= add(EventKind.Other, piece, now);
        if (!isNew)
            return false;
        EvaluationTable.Request(transaction, caregiverId, now);
        foreach (var kind in kinds)
            HelpArrangements.Heard(transaction, caregiverId, kind, on, time);
        if (isRead)
            StaffTaskTable.Open(transaction, StaffTaskKind.Told, caregiverId, ReadBy(time), now);
        return true;
    }

    /// <summary>
    /// Puts words of a caregiver, or about what they did, before the coordinator; also the same words, once those of
    /// before were read.
    /// </summary>
    internal static void Say(Transaction transaction, long caregiverId, string words, SiteTime time)
    {
        time = time.Still();
        if (Tell(transaction, caregiverId, [EventKind.Other], time.Today, words, ReportedBy.Caregiver, time))
            return;
        var unread = StaffTaskTable.ToldSince(transaction, caregiverId) ?? time.Now;
        foreach (var piece in Pieces(words))
            EventTable.SaidAgain(transaction, caregiverId, time.Today, EventKind.Other, piece, unread, time.Now);
        StaffTaskTable.Open(transaction, StaffTaskKind.Told, caregiverId, ReadBy(time), time.Now);
    }

    /// <summary>
    /// Words in pieces that stand each in an event: a server keeps a note in an index, where some have no room.
    /// </summary>
    /// <returns>One at least; between two words where there is a blank.</returns>
    private static List<string> Pieces(string words)
    {
        List<string> pieces = [];
        var left = words.AsSpan();
        while (Encoding.UTF8.GetByteCount(left) > LongestPiece)
        {
            var end = 0;
            for (var octets = 0; ; )
            {
                Rune.DecodeFromUtf16(left[end..], out var rune, out var length);
                octets += rune.Utf8SequenceLength;
                if (octets > LongestPiece)
                    break;
                end += length;
            }

            var blank = left[..end].LastIndexOf(' ');
            end = blank > 0 ? blank + 1 : end;
            pieces.Add(left[..end].ToString());
            left = left[end..];
        }

        pieces.Add(left.ToString());
        return pieces;
    }

    /// <summary>Puts before the coordinator that somebody else gave the answers of a day.</summary>
    internal static void SayNotTheirs(Transaction transaction, long caregiverId, DateOnly answeredOn, SiteTime time) =>
        Say(transaction, caregiverId, Languages.AtHome(() => Words["NotTheirs", ("dag", Texts.Day(answeredOn))]), time);

    /// <summary>Whether it says that, in any language; who reads along may be who gave them.</summary>
    public static bool SaysNotTheirs(CareEvent careEvent) =>
        Enum.GetValues<Language>()
            .Select(language => Languages.In(language, () => Words["NotTheirs", ("dag", "\n")].Split('\n')))
            .Any(around => Array.TrueForAll(around, part => careEvent.Note.Contains(part, StringComparison.Ordinal)));

    /// <summary>
    /// What a caregiver told last, as it is stored, if that was just now; what they told before stays out of it.
    /// </summary>
    /// <param name="since">From when on it may be shown.</param>
    internal static IReadOnlyList<CareEvent> ToldJustNow(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset since,
        SiteTime time
    ) =>
        EventTable
            .Of(transaction, caregiverId)
            .Where(careEvent =>
                careEvent.ReportedBy == ReportedBy.Caregiver
                && careEvent.RecordedAt > time.Now - JustNow
                && careEvent.RecordedAt >= since
            )
            .Where(careEvent => All.Contains(careEvent.Kind) && !SaysNotTheirs(careEvent))
            .GroupBy(careEvent => careEvent.RecordedAt)
            .MaxBy(told => told.Key)
            ?.ToList()
        ?? [];

    /// <summary>
    /// Whether a caregiver told just now that care at home ended: that is not taken back with a button, as the
    /// questions ended with it.
    /// </summary>
    internal static bool HasToldAnEnd(Transaction transaction, long caregiverId, SiteTime time) =>
        EventTable
            .Of(transaction, caregiverId)
            .Any(careEvent =>
                careEvent.ReportedBy == ReportedBy.Caregiver
                && EndsCare.Contains(careEvent.Kind)
                && careEvent.RecordedAt > time.Now.AddDays(-TakeBackDays)
            );

    public static bool MayTakeBack(CareEvent careEvent, SiteTime time) =>
        careEvent.ReportedBy == ReportedBy.Caregiver
        && Kinds.Contains(careEvent.Kind)
        && careEvent.RecordedAt > time.Now.AddDays(-TakeBackDays);

    /// <summary>
    /// Takes back what a caregiver told by mistake. Where it was read before, that it was taken back is to be read too;
    /// and so are words that nobody read yet, as nobody knows who pressed the button.
    /// </summary>
    /// <param name="since">What was told before it stays: they came by a link that others may have.</param>
    /// <returns>False when there is nothing of that.</returns>
    internal static bool TakeBack(
        Transaction transaction,
        long caregiverId,
        IReadOnlyCollection<long> eventIds,
        DateTimeOffset since,
        SiteTime time
    )
    {
        var events = EventTable.Of(transaction, caregiverId);
        var wrong = events
            .Where(careEvent =>
                eventIds.Contains(careEvent.Id) && careEvent.RecordedAt >= since && MayTakeBack(careEvent, time)
            )
            .ToList();
        if (wrong.Count == 0)
            return false;
        foreach (var careEvent in wrong)
            EventTable.Remove(transaction, caregiverId, careEvent.Id);
        EvaluationTable.Request(transaction, caregiverId, time.Now);
        if (wrong.Exists(careEvent => careEvent.Kind == EventKind.RespiteFailed))
            HelpArrangements.NotHeard(transaction, caregiverId, time);
        var unread = StaffTaskTable.ToldSince(transaction, caregiverId);
        List<string> said = [.. wrong.Select(careEvent => careEvent.Note).Where(words => words.Length > 0)];
        if (unread is null || said.Count > 0)
        {
            var note = Languages.AtHome(() =>
                Words["TakenBack", ("wat", string.Join(", ", wrong.Select(careEvent => EventWords.Of(careEvent.Kind))))]
            );
            if (unread is not null)
                note = string.Join(' ', [note, .. said]);
            Say(transaction, caregiverId, note, time);
        }
        else
        {
            EndRead(transaction, caregiverId, time);
        }

        return true;
    }

    /// <summary>Ends the task to read what was told, once none of it is left.</summary>
    private static void EndRead(Transaction transaction, long caregiverId, SiteTime time)
    {
        if (
            StaffTaskTable.ToldSince(transaction, caregiverId) is { } since
            && !EventTable
                .Of(transaction, caregiverId)
                .Any(careEvent => careEvent.IsTold && All.Contains(careEvent.Kind) && careEvent.RecordedAt >= since)
            && !ReachChange.Of(transaction, caregiverId).Any(change => change.ChangedAt >= since)
        )
            StaffTaskTable.DoneOfKind(transaction, StaffTaskKind.Told, caregiverId, time.Now);
    }
}
