using System.Text;
using CaregiverSignal.Happenings;

namespace CaregiverSignal.People;

/// <summary>A change told by a caregiver: events of a day, with their words, and a task to read it.
/// <see cref="Consequences"/> decides what follows.</summary>
public static class LifeChange
{
    /// <summary>Working days within which it is read, as for own words (our choice).</summary>
    private const int ReadWithinDays = 1;

    /// <summary>How long a caregiver can take it back, as for a stop (our choice).</summary>
    private const int TakeBackDays = 7;

    /// <summary>The most octets of a note: a PostgreSQL index entry holds 2,704, with its day and kind.</summary>
    private const int LongestPiece = 2500;

    /// <summary>How long the next page repeats what was told (our choice: as long as a page is open).</summary>
    public static readonly TimeSpan JustNow = TimeSpan.FromMinutes(15);

    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    /// <summary>The last day on which something told now is read.</summary>
    public static DateOnly ReadBy(SiteTime time) => time.WorkingDays.Add(time.Today, ReadWithinDays);

    /// <summary>Stores what happened, with its words on the first of the kinds.</summary>
    /// <param name="add">Adds an event of a kind, with part of the words.</param>
    /// <returns>False if all of it was told before: a form sent twice tells it once.</returns>
    internal static async Task<bool> Add(
        Transaction transaction,
        long caregiverId,
        IReadOnlyList<EventKind> kinds,
        string note,
        Func<EventKind, string, Task<bool>> add,
        DateTimeOffset now
    )
    {
        var (isNew, pieces) = (false, Pieces(note));
        foreach (var (kind, place) in kinds.Select((kind, place) => (kind, place)))
            isNew |= await add(kind, place == 0 ? pieces[0] : "");
        foreach (var piece in pieces.Skip(1))
            isNew |= await add(EventKind.Other, piece);
        if (isNew)
            await EvaluationTable.Request(transaction, caregiverId, now);
        return isNew;
    }

    /// <summary>Puts words of a caregiver, or about their acts, before the coordinator; the same words again once the
    /// earlier ones were read.</summary>
    internal static async Task Say(Transaction transaction, long caregiverId, string words, SiteTime time)
    {
        time = time.Still();
        Task<bool> Store(EventKind kind, string said) =>
            EventTable.Add(transaction, caregiverId, time.Today, kind, ReportedBy.Caregiver, said, time.Now);
        if (!await Add(transaction, caregiverId, [EventKind.Other], words, Store, time.Now))
        {
            var unread = await StaffTaskTable.ToldSince(transaction, caregiverId) ?? time.Now;
            foreach (var piece in Pieces(words))
                await EventTable.SaidAgain(
                    transaction,
                    caregiverId,
                    time.Today,
                    EventKind.Other,
                    piece,
                    unread,
                    time.Now
                );
        }

        await StaffTaskTable.Open(transaction, StaffTaskKind.Told, caregiverId, ReadBy(time), time.Now);
    }

    /// <summary>Words in parts, one per event: a server keeps a note in an index, with limited room.</summary>
    /// <returns>At least one part; split between words where there is a space.</returns>
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

    /// <summary>Informs the coordinator that somebody else gave a day's answers.</summary>
    /// <param name="home">As in <see cref="PromisedCall.TakeBack"/>.</param>
    internal static Task SayNotTheirs(
        Transaction transaction,
        long caregiverId,
        DateOnly answeredOn,
        Language home,
        SiteTime time
    ) =>
        Say(
            transaction,
            caregiverId,
            Languages.In(home, () => Words["NotTheirs", ("dag", Texts.Day(answeredOn))]),
            time
        );

    /// <summary>Whether a text says that, in any language; the reader may be who gave them.</summary>
    public static bool SaysNotTheirs(CareEvent careEvent) =>
        Enum.GetValues<Language>()
            .Select(language => Languages.In(language, () => Words["NotTheirs", ("dag", "\n")].Split('\n')))
            .Any(around => Array.TrueForAll(around, part => careEvent.Note.Contains(part, StringComparison.Ordinal)));

    /// <summary>What a caregiver told last, as stored, if it was just now, without earlier tellings.</summary>
    /// <param name="since">From when on it may be shown.</param>
    internal static async Task<IReadOnlyList<CareEvent>> ToldJustNow(
        Transaction transaction,
        long caregiverId,
        DateTimeOffset since,
        SiteTime time
    ) =>
        (await EventTable.Of(transaction, caregiverId))
            .Where(careEvent =>
                careEvent.ReportedBy == ReportedBy.Caregiver
                && careEvent.RecordedAt > time.Now - JustNow
                && careEvent.RecordedAt >= since
            )
            .Where(careEvent => Consequences.Told.Contains(careEvent.Kind) && !SaysNotTheirs(careEvent))
            .GroupBy(careEvent => careEvent.RecordedAt)
            .MaxBy(told => told.Key)
            ?.ToList()
        ?? [];

    /// <summary>Whether a caregiver just told that care ended, as a fact or a question: no button takes that
    /// back.</summary>
    internal static async Task<bool> HasToldAnEnd(Transaction transaction, long caregiverId, SiteTime time) =>
        (await EventTable.Of(transaction, caregiverId)).Any(careEvent =>
            careEvent.ReportedBy == ReportedBy.Caregiver
            && Consequences.Ends.Contains(careEvent.Kind)
            && careEvent.RecordedAt > time.Now.AddDays(-TakeBackDays)
        );

    public static bool MayTakeBack(CareEvent careEvent, SiteTime time) =>
        careEvent.ReportedBy == ReportedBy.Caregiver
        && Consequences.Told.Contains(careEvent.Kind)
        && Consequences
            .Of(new Happening(careEvent.Kind, careEvent.HappenedOn, Way.Link), new(CaregiverStatus.Active))
            .CanBeTakenBack
        && careEvent.RecordedAt > time.Now.AddDays(-TakeBackDays);
}
