using System.Text;
using CaregiverSignal.Happenings;

namespace CaregiverSignal.People;

/// <summary>What a caregiver told that changed: events of a day, with their words, and a task to read it. What follows
/// from it is decided in <see cref="Consequences"/>.</summary>
public static class LifeChange
{
    /// <summary>Working days within which what a caregiver told is read, as own words are (our choice).</summary>
    private const int ReadWithinDays = 1;

    /// <summary>How long a caregiver can take it back, as a stop (our choice).</summary>
    private const int TakeBackDays = 7;

    /// <summary>Octets of a note, at most: an entry of an index of PostgreSQL has room for 2,704, with its day and
    /// kind.</summary>
    private const int LongestPiece = 2500;

    /// <summary>How long the page after telling says what was told (our choice: as long as a page is open).</summary>
    public static readonly TimeSpan JustNow = TimeSpan.FromMinutes(15);

    private static readonly Texts Words = Texts.Of(typeof(EventWords));

    /// <summary>The last day on which what a caregiver tells now is read.</summary>
    public static DateOnly ReadBy(SiteTime time) => time.WorkingDays.Add(time.Today, ReadWithinDays);

    /// <summary>Stores what happened, with its words at the first of the kinds.</summary>
    /// <param name="add">Of a kind, with a piece of the words.</param>
    /// <returns>False when all of it was told before: a form that is sent twice tells it once.</returns>
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

    /// <summary>Puts words of a caregiver, or about what they did, before the coordinator; also the same words, once
    /// those of before were read.</summary>
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

    /// <summary>Words in pieces that stand each in an event: a server keeps a note in an index, where some have no
    /// room.</summary>
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

    /// <summary>Whether it says that, in any language; who reads along may be who gave them.</summary>
    public static bool SaysNotTheirs(CareEvent careEvent) =>
        Enum.GetValues<Language>()
            .Select(language => Languages.In(language, () => Words["NotTheirs", ("dag", "\n")].Split('\n')))
            .Any(around => Array.TrueForAll(around, part => careEvent.Note.Contains(part, StringComparison.Ordinal)));

    /// <summary>What a caregiver told last, as it is stored, if that was just now; what they told before stays out of
    /// it.</summary>
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

    /// <summary>Whether a caregiver told just now that care ended, applied or to be asked first: that is not taken back
    /// with a button.</summary>
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
