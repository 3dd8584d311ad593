using CaregiverSignal.Cases;
using CaregiverSignal.Desk.Case.Actions;
using CaregiverSignal.Desk.Entry;
using CaregiverSignal.Desk.Help;
using CaregiverSignal.Desk.ToDo;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Safety;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case;

/// <summary>Says what is known of a caregiver, each section its part.</summary>
public sealed class CaseWords(Instruments instruments, SafetySettings safety, SiteTime time)
{
    /// <param name="staff">Who reads the page.</param>
    public CaseSections Of(CaseFile file, SignedInStaff staff)
    {
        var (caregiver, today) = (file.Caregiver, time.Today);
        var (open, found) = (file.Open, file.Found);
        var firstName = WhoModel.CalledAs(caregiver);
        var reasons = file.Now.Reasons(found);
        var words = OwnWordsModel.Of(file, time);
        var wish = CallModel.WishOf(file.Said, today);
        var mail = CaseNotices.MailOf(file, time);
        var silent = file.OfTasks.Quiet.Select(quiet => SilentSince.OnCase(quiet, today)).FirstOrDefault();
        return new CaseSections
        {
            Initials = Plainly.Initials(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            FirstName = firstName,
            IsSpoken = file.Actions.Any(one => one.Way is { } way && way.IsReached()),
            Open = open,
            CameBack = open is null ? null : CameBack.Of(open, file.Now, reasons, today),
            WantsNoContact = open is not null && file.WantsNoContact,
            State = open is null ? silent : CaseNotices.StateOf(open, file.ByMessage, found, time),
            Promised = CaseNotices.PromiseOf(file, time),
            Notices =
            [
                .. new[]
                {
                    file.WantsNoCall && !file.ByMessage && file.Lost is null && open is { AwaitsTalk: true }
                        ? CaseModel.Words["State.CallAnyway"]
                        : null,
                    DisownedRecord.Notice(file.Gone, found, firstName, time),
                    AlsoToDoModel.TellsOfMail(file.Tasks) ? null : mail,
                }.OfType<string>(),
                .. CaseNotices.LostTo(file, time),
            ],
            Aftercare = CaseNotices.AftercareOf(file, today),
            AlsoToDo = AlsoToDoModel.Of(file, mail, time),
            Entries = EntryLink.Of(caregiver, file.CheckIns, time),
            Who = WhoModel.Of(
                caregiver,
                file.Details,
                [.. file.Cares.Select(care => care.Caring)],
                file.LastCall is { DoneAt: null } call ? call.Phone : null,
                today,
                SelfEnrolled.Of(file, time),
                saidSince: file.Said.Any(one => one.Item == Answers.Wishes.TakeOver)
            ),
            Owner = WhoModel.OwnerOf(caregiver, file.Owner, staff),
            Care = CareModel.Of(caregiver, file.Cares, today, isLost: file.Lost is not null) with
            {
                HelpRuns = file.Help.Any(one => one.Runs),
                NetworkDue = file.NetworkDue,
            },
            OwnWords = words,
            Wishes = WishesModel.Of(
                firstName,
                file.Details is { KeepsDoing: not null } or { HandsOver: not null },
                file.CheckIns,
                file.Actions,
                file.Said,
                time,
                file.Lost,
                file.TookBack
            ),
            Reasons = ReasonsModel.Of(open, open is null ? [] : reasons, found, today),
            InPlace = InPlace.LinesOf(file, today),
            // How to lighten the care, and whose turn it is: nothing of that is to be said after a death.
            Options =
                file.IsOver || (file.Newest.Count == 0 && !words.IsToAct)
                    ? []
                    :
                    [
                        .. HelpOffers
                            .Of(file.Help, wish, file.Events, file.Cares.Count > 1, today)
                            .Select(kind => kind.Name),
                    ],
            Call = CallModel.Of(file, time),
            Offer = file.Offer,
            Course = CourseModel.Of(file, instruments, today),
            Timeline = TimelineModel.Of(
                TimelineModel.Told(file.Actions),
                file.Events,
                SignalRecord.Of(file.EverFound, file.Notifications, time),
                AgreementRecord.Of(file.Agreements, today),
                PlanQuote.Record(file.Plans, time),
                EntryRecord.Of(file.TypedIn),
                DisownedRecord.Of(file.Gone, time),
                CallRecord.Of(file.Calls, time)
            ),
            Safety = SafetyModel.Of(file, safety, today),
            Contact = ContactModel.Of(file, time),
            Close = open is null ? null : CloseModel.Of(file, open, today),
            Plan = PlanQuote.Of(file.Plans, time),
        };
    }
}
