using System.Globalization;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>
/// The page on which a caregiver tells that something changed, from wherever they come, and what follows at once.
/// </summary>
public sealed class TellChange(SupportPointSettings support, Recorder recorder, Nudge nudge, SiteTime time)
{
    public const string Tell = "veranderd";

    public const string Done = "verteld";

    public const string TakeBack = "klopt-niet";
    public const string Event = "gebeurtenis";

    private static readonly Texts Words = Texts.Of(typeof(ChangePage));

    public static string Chosen(EventKind kind) =>
        Words.Has("Kind." + kind.Code()) ? Words["Kind." + kind.Code()] : EventWords.Choice(kind);

    /// <summary>Where the page is, and where one asks to be called.</summary>
    /// <param name="InSession">
    /// Only the browser that came in sees it. Behind the link of a mail others may look too, so there the page after
    /// sending does not repeat what was told.
    /// </param>
    /// <param name="Since">From when on what they told is shown here, and can be taken back.</param>
    public sealed record Place(string Action, string CallPath, bool InSession, DateTimeOffset Since)
    {
        public string DonePath => $"{Action}{(Action.Contains('?') ? '&' : '?')}wat={Done}";
    }

    public IResult Show(Transaction transaction, Caregiver caregiver, Place place, ChangeForm? given = null) =>
        caregiver.Status == CaregiverStatus.Ended
            ? MessagePage.Of("Ended") with
            {
                Way = MessagePage.ToOwnPage,
            }
            : new ChangePage(
                CoordinatorTable.NameFor(transaction, caregiver, support),
                LifeChange.ReadBy(time),
                place.Action,
                given ?? ChangeForm.Empty
            )
            {
                Errors = given?.Errors ?? [],
            };

    /// <summary>Does what the pressed button says, and leaves a line in the record.</summary>
    public IResult Choose(Transaction transaction, Caregiver caregiver, Place place, IFormCollection form, Actor by)
    {
        var isEnded = caregiver.Status == CaregiverStatus.Ended;
        if (form["keuze"] == TakeBack)
        {
            // What an ended person told before stays as it was: taking it back would give somebody new words to read.
            var isDone = !isEnded && LifeChange.TakeBack(transaction, caregiver.Id, EventsIn(form), place.Since, time);
            Outcome? refused = isDone ? null : Outcome.Refused;
            recorder.Add(transaction, by, Verb.TakeBack.Of(Thing.Change), caregiver.Id, outcome: refused);
            transaction.Afterwards(nudge.Give);
            return MessagePage.Of(
                !isDone ? "NotTakenBack"
                    : LifeChange.HasToldAnEnd(transaction, caregiver.Id, time) ? "TakenBackInPart"
                    : "TakenBack",
                ("telefoon", support.PhoneWithHours)
            );
        }

        var given = ChangeForm.Read(form, time);
        if (isEnded)
            // Sent before they stopped, and its answer never arrived: then it is stored.
            return LifeChange
                .ToldJustNow(transaction, caregiver.Id, place.Since, time)
                .Any(one => given.Kinds.Contains(one.Kind))
                ? PageRoutes.Go(place.DonePath)
                : MessagePage.Of("NotTold") with
                {
                    Way = (Words["NotTold.CallMe"], place.CallPath),
                    OtherWay = MessagePage.ToOwnPage,
                    TheirWords = given.Note,
                };
        if (given.Errors.Count > 0)
            return Show(transaction, caregiver, place, given);
        var isNew = LifeChange.Tell(
            transaction,
            caregiver.Id,
            given.Kinds,
            given.On!.Value,
            given.Note,
            ReportedBy.Caregiver,
            time,
            dayUnsaid: given.DayUnsaid
        );
        if (isNew)
            recorder.Add(transaction, by, Verb.Tell.Of(Thing.Change), caregiver.Id);
        var endsCare = isNew && given.Kinds.Any(LifeChange.EndsCare.Contains);
        if (endsCare && CareSituations.AreSeveral(transaction, caregiver.Id))
        {
            // Which help was for whom, a colleague asks.
            Helping.CareEnded(transaction, caregiver.Id, time);
        }
        else if (endsCare)
        {
            Participation.EnterAftercare(transaction, caregiver.Id, time);
            Aftercare.CallKindly(transaction, caregiver.Id, time.Today.AddDays(Aftercare.FirstCallWithin), time);
        }

        transaction.Afterwards(nudge.Give);
        return PageRoutes.Go(place.DonePath);
    }

    /// <summary>The page after it was sent; loaded again it tells nothing once more.</summary>
    public IResult ShowDone(Transaction transaction, Caregiver caregiver, Place place)
    {
        var told = LifeChange.ToldJustNow(transaction, caregiver.Id, place.Since, time);
        var isEnded = caregiver.Status == CaregiverStatus.Ended;
        return new ChangedPage(
            CoordinatorTable.NameFor(transaction, caregiver, support),
            LifeChange.ReadBy(time),
            place,
            told,
            [.. told.Where(one => !isEnded && LifeChange.MayTakeBack(one, time)).Select(one => one.Id)],
            caregiver.Status == CaregiverStatus.Aftercare
        );
    }

    private static List<long> EventsIn(IFormCollection form) =>
        [
            .. form[Event]
                .Select(one =>
                    long.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                ),
        ];
}
