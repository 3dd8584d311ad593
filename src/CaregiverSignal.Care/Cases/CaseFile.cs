using CaregiverSignal.Happenings;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Cases;

/// <summary>What is known of one caregiver, for somebody about to speak with them: one record for each part of the
/// case.</summary>
/// <param name="Enrolment">Null for a caregiver whom staff added.</param>
public sealed record CaseFile(
    Caregiver Caregiver,
    Coordinator Owner,
    CaseCourse Course,
    CaseSignals Signals,
    CaseContacts Contacts,
    CaseAnswers Answers,
    CaseTasks Tasks,
    CaseCare Care,
    CaseMail Mail,
    CaseEnrolment? Enrolment
)
{
    public Signal? Open => Course.Open;

    /// <summary>The newest event about the person they care for; null for none. The end of care counts once staff have
    /// confirmed it.</summary>
    public CareEvent? HappenedLast =>
        Course
            .Events.Where(it => !Tasks.AsksFirst || !Consequences.Ends.Contains(it.Kind))
            .Where(it => Consequences.Ends.Contains(it.Kind) || Consequences.OfThePerson.Contains(it.Kind))
            .OrderBy(it => it.HappenedOn)
            .ThenBy(it => it.Id)
            .LastOrDefault();

    /// <summary>Whether a contact has to say what happens next after a crisis.</summary>
    public bool AsksWhatNow => OpenCrisis.Of(Open, Course.Found, Course.Events) is not null;

    internal static async Task<CaseFile> Of(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        Instruments instruments,
        RuleSettings rules,
        SiteTime time
    )
    {
        var course = await CaseCourse.Of(transaction, caregiver.Id);
        var answers = await CaseAnswers.Of(transaction, caregiver.Id, instruments);
        var care = await CaseCare.Of(transaction, caregiver, course, answers, staff, time.Today);
        var contacts = await CaseContacts.Of(transaction, caregiver, course, care, staff.Coordinator, time);
        return new CaseFile(
            caregiver,
            caregiver.CoordinatorId == staff.Coordinator.Id
                ? staff.Coordinator
                : (await CoordinatorTable.Get(transaction, caregiver.CoordinatorId))!,
            course,
            await CaseSignals.Of(transaction, caregiver.Id, course, contacts.Actions, rules, time),
            contacts,
            answers,
            await CaseTasks.Of(transaction, caregiver.Id, course, answers, time),
            care,
            await CaseMail.Of(transaction, caregiver, course, contacts.Actions, time),
            await CaseEnrolment.Of(transaction, caregiver.Id, staff)
        );
    }
}
