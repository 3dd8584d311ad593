using CaregiverSignal.Answers;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.Help;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Networks;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Safety;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Desk.Case;

/// <summary>Reads the data of a case page, and hands each section its part.</summary>
public sealed class CaseReading(Instruments instruments, SafetySettings safety, RuleSettings rules, SiteTime time)
{
    /// <param name="staff">Who reads the page.</param>
    public CaseSections Of(Transaction transaction, Caregiver caregiver, SignedInStaff staff)
    {
        var (id, today, sees) = (caregiver.Id, time.Today, staff.Sees);
        var checkIns = CheckInTable.Of(transaction, id);
        var events = EventTable.Of(transaction, id);
        var actions = ActionTable.Timeline(transaction, id);
        var agreed = AgreementTable.Of(transaction, id);
        var open = SignalTable.OpenOf(transaction, id);
        var plans = RelapsePlanTable.Of(transaction, id);
        var everFound = FindingTable.ReadableOf(transaction, id);
        var found = open is null ? [] : FindingTable.OfSignal(transaction, open.Id);
        var newest = StoredFinding.NewestOfEach(found);
        var said = Wishes.Of(transaction, id, instruments);
        var details = PersonDetailsTable.Of(transaction, id);
        var cares = SituationTable.Of(transaction, id);
        // Who lost one of several they care for is asked as before.
        var ended = caregiver.Status is CaregiverStatus.Active or CaregiverStatus.Paused
            ? null
            : EndedCare.Last(events);
        var isOver = EndedCare.IsOver(transaction, caregiver);
        var lost = ended is { Kind: EventKind.Death } ? ended : null;
        var shared = SharedCare.Of(transaction, cares, sees, today);
        var care = CareModel.Of(caregiver, shared, today, isLost: lost is not null);
        var firstName = WhoModel.CalledAs(caregiver);
        var calls = StaffTaskTable.CallsOf(transaction, id);
        DateOnly? tookBack = CallRecord.TookBackAt(calls, checkIns, actions, open, time) is { } back
            ? time.DayOf(back)
            : null;
        var lastCall = CallRecord.LastOf(calls);
        var last = CaseloadTable.SaidBy(transaction, [id]).GetValueOrDefault(id);
        var wantsNoContact =
            last?.WantsNoContact == true
            && lastCall is not { DoneAt: null }
            && !newest.Any(one => one.Kind == SignalKind.Request);
        var wantsNoCall = wantsNoContact || CallModel.PrefersMessage(checkIns, newest, open?.ContactedAt, time);
        var byMessage = tookBack is not null || (wantsNoCall && last?.IsAskedFirst(today) == true);
        var now = AnswersNow.OfAll(transaction, [id], rules, time)[id];
        var reasons = now.Reasons(found);
        var help = HelpTable.Of(transaction, id);
        var scores = ScoreTable.Of(transaction, id);
        var life = CaseFigure.Life(
            events,
            care.All.SelectMany(one => one.Helpers).Select(line => line.Helper),
            help,
            today
        );
        var gone = DisownedTable.Of(transaction, id);
        var tasks = OpenTaskTable.OfOne(transaction, id, time);
        var words = OwnWordsModel.Of(transaction, id, checkIns, gone, time).With(transaction, tasks, time);
        var wish = CallModel.WishOf(said, today);
        var mail = CaseNotices.MailOf(transaction, caregiver, checkIns, actions, time);
        var silent = CaseloadTable
            .Quiet(transaction, tasks, time)
            .Select(one => SilentSince.OnCase(one, today))
            .FirstOrDefault();
        return new CaseSections
        {
            Initials = Plainly.Initials(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            FirstName = firstName,
            IsSpoken = actions.Any(one => one.Way is { } way && way.IsReached()),
            Open = open,
            CameBack = open is null ? null : CameBack.Of(open, now, reasons, today),
            WantsNoContact = open is not null && wantsNoContact,
            State = open is null ? silent : CaseNotices.StateOf(open, byMessage, found, time),
            Promised = CaseNotices.PromiseOf(lastCall, tookBack, open, time),
            Notices =
            [
                .. new[]
                {
                    wantsNoCall && !byMessage && lost is null && open is { AwaitsTalk: true }
                        ? CaseModel.Words["State.CallAnyway"]
                        : null,
                    DisownedRecord.Notice(gone, found, firstName, time),
                    AlsoToDoModel.TellsOfMail(tasks) ? null : mail,
                }.OfType<string>(),
                .. CaseNotices.LostTo(transaction, id, time),
            ],
            Aftercare = CaseNotices.AftercareOf(caregiver, ended, today),
            AlsoToDo = AlsoToDoModel.Of(transaction, id, checkIns, tasks, mail, time),
            Entries = EntryLink.Of(caregiver, checkIns, time),
            Who = WhoModel.Of(
                caregiver,
                details,
                cares,
                lastCall is { DoneAt: null } ? lastCall.Phone : null,
                today,
                SelfEnrolled.Of(transaction, id, sees, tasks, time),
                saidSince: said.Any(one => one.Item == Answers.Wishes.TakeOver)
            ),
            Owner = WhoModel.OwnerOf(
                caregiver,
                caregiver.CoordinatorId == staff.Coordinator.Id
                    ? staff.Coordinator
                    : CoordinatorTable.Get(transaction, caregiver.CoordinatorId)!,
                staff
            ),
            Care = care with
            {
                HelpRuns = help.Any(one => one.Runs),
                NetworkDue = NetworkConsent.Of(transaction, id, today) is null
                    ? null
                    : Network.DueSince(TieTable.Of(transaction, id), today),
            },
            OwnWords = words,
            Wishes = WishesModel.Of(
                firstName,
                details is { KeepsDoing: not null } or { HandsOver: not null },
                checkIns,
                actions,
                said,
                time,
                lost,
                tookBack
            ),
            Reasons = ReasonsModel.Of(open, open is null ? [] : reasons, found, today),
            InPlace = InPlace.LinesOf(
                actions,
                events,
                [.. agreed.Where(one => one.HoldsOn(today))],
                help,
                isOver,
                today
            ),
            // How to lighten the care, and whose turn it is: nothing of that is to be said after a death.
            Options =
                isOver || (newest.Count == 0 && !words.IsToAct)
                    ? []
                    : [.. HelpOffers.Of(help, wish, events, cares.Count > 1, today).Select(kind => kind.Name)],
            Call =
                open is null || lost is not null
                    ? null
                    : CallModel.Of(
                        firstName,
                        newest,
                        open.ContactedAt is { } talk
                            ? new LastTalk(time.DayOf(talk), [.. newest.Where(one => one.IsNewsSince(talk, found))])
                            : null,
                        said,
                        byMessage,
                        today
                    ),
            Offer =
                open is not null && byMessage && lost is null ? TalkOffer.Of(transaction, caregiver, open, time) : null,
            Course = CourseModel.Of(
                transaction,
                id,
                scores,
                checkIns,
                CaseFigure.Of(scores, checkIns, life, open, newest, instruments),
                today,
                instruments
            ),
            Timeline = TimelineModel.Of(
                TimelineModel.Told(actions),
                events,
                SignalRecord.Of(transaction, id, everFound, time),
                AgreementRecord.Of(agreed, today),
                PlanQuote.Record(plans, time),
                EntryRecord.Of(TypedInTable.OfCaregiver(transaction, id)),
                DisownedRecord.Of(gone, time),
                CallRecord.Of(calls, time)
            ),
            Safety = SafetyModel.Of(transaction, caregiver, staff, tasks, safety, today),
            Contact = ContactModel.Of(transaction, caregiver, open, actions, staff.Coordinator.Id, time),
            Close = open is null
                ? null
                : CloseModel.Of(
                    caregiver,
                    isOver,
                    firstName,
                    open,
                    today,
                    StoredLife.UpToNow(transaction, id, rules, time).LookBy(today)
                ),
            Plan = PlanQuote.Of(plans, time),
        };
    }
}
