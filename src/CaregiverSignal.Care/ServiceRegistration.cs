using CaregiverSignal.Alerts;
using CaregiverSignal.Answers;
using CaregiverSignal.Answers.Form;
using CaregiverSignal.AuditLogs;
using CaregiverSignal.Caseload;
using CaregiverSignal.Cases;
using CaregiverSignal.Concerns;
using CaregiverSignal.Configuration;
using CaregiverSignal.Delivery;
using CaregiverSignal.Enrolments;
using CaregiverSignal.Erasure;
using CaregiverSignal.Forms;
using CaregiverSignal.Health;
using CaregiverSignal.Invitations;
using CaregiverSignal.Jobs;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.RestoreGuard;
using CaregiverSignal.Mail.Senders;
using CaregiverSignal.Mail.Sending;
using CaregiverSignal.OwnPage;
using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Retention;
using CaregiverSignal.Safety;
using CaregiverSignal.Sharing;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Staff.SignIn;

namespace CaregiverSignal;

/// <summary>Registers the services that the jobs need, for the service, <c>tick</c>, <c>demo</c> and the tests
/// alike.</summary>
public static class ServiceRegistration
{
    /// <summary>All kinds of messages, in the order in which the demo counts them; an unknown kind is shown by its
    /// code.</summary>
    public static readonly MailKinds MailKinds = new(
        InvitationMail.Kind,
        ReminderMail.Kind,
        NewLinkMail.Kind,
        OwnPageMails.Kind,
        OwnPageMails.DoneKind,
        OwnPageMails.CodeKind,
        TalkOfferMail.Kind,
        AlertMail.Kind,
        DigestMail.Kind,
        EscalationMail.Kind,
        TeamMail.Kind,
        SignInMails.Kind,
        NewCoordinatorMail.Kind,
        AccountMail.Kind,
        ErasureMail.Kind,
        TroubleMail.Kind,
        EnrolmentMail.Kind,
        SharedMails.Kind,
        SharedMails.CodeKind
    );

    /// <param name="pages">Where letters and tasks lead.</param>
    public static IServiceCollection AddCare(
        this IServiceCollection services,
        Installation installation,
        Database database,
        TimeProvider clock,
        PagePaths pages
    )
    {
        var settings = installation.Settings;
        return services
            .AddLogging()
            .AddSingleton(clock)
            .AddSingleton(pages)
            .AddSingleton(settings.TimeBy(clock))
            .AddSingleton<JobTrigger>()
            .AddSingleton(settings)
            .AddSingleton(installation)
            .AddSingleton(installation.Instruments)
            .AddSingleton(installation.Plan)
            .AddSingleton(database)
            .AddSingleton<RunnerLock>()
            .AddSingleton<AuditWriter>()
            .AddSingleton<ShortenAuditLog>()
            .AddSingleton<Standings>()
            .AddSingleton<Outbox>()
            .AddSingleton(() => settings.Mail)
            .AddSingleton(() => settings.Mail.Pace)
            .AddSingleton(new GuardFile(settings.Now.GuardFile))
            .AddSingleton<SendHold>()
            .AddSingleton<AuditWitness>()
            .AddSingleton<IMailSender>(new SenderInForce(() => settings.Mail, clock))
            .AddSingleton(installation.MailKinds)
            .AddSingleton<CaregiverLetters>()
            .AddSingleton<InvitationMail>()
            .AddSingleton<ReminderMail>()
            .AddSingleton<NewLinkMail>()
            .AddSingleton<OwnPageMails>()
            .AddSingleton<TalkOfferMail>()
            .AddSingleton<StaffLetters>()
            .AddSingleton<SignInMails>()
            .AddSingleton<StaffInvitations>()
            .AddSingleton<NewCoordinatorMail>()
            .AddSingleton<AccountMail>()
            .AddSingleton<SettingsNews>()
            .AddSingleton<ResetSignIn>()
            .AddSingleton<Notices>()
            .AddSingleton<AlertMail>()
            .AddSingleton<DigestMail>()
            .AddSingleton<EscalationMail>()
            .AddSingleton<TeamMail>()
            .AddSingleton<SharedMails>()
            .AddSingleton<SharedPages>()
            .AddSingleton<ConsentLetters>()
            .AddSingleton<EnrolmentMail>()
            .AddSingleton<ChooseCoordinator>()
            .AddSingleton<EnrolmentService>()
            .AddSingleton<SendMail>()
            .AddSingleton<TakeInReturn>()
            .AddSingleton<ReadReturns>()
            .AddSingleton<ReadInbox>()
            .AddSingleton<DeleteOld>()
            .AddSingleton(new ErasedList(settings.Now.GuardFile))
            .AddSingleton<Erasures>()
            .AddSingleton<Keepings>()
            .AddSingleton<ErasureMail>()
            .AddSingleton<ConcernReports>()
            .AddSingleton<CallCalendar>()
            .AddSingleton<OwnSignIn>()
            .AddSingleton<SignIns>()
            .AddSingleton<MailLedger>()
            .AddSingleton<Places>()
            .AddSingleton<AuditLog>()
            .AddSingleton<StaffTasks>()
            .AddSingleton<PeopleLists>()
            .AddSingleton<SaidCourses>()
            .AddSingleton<TeamFigures>()
            .AddSingleton<Worklists>()
            .AddSingleton<CaregiverAccess>()
            .AddSingleton<CaseService>()
            .AddSingleton<Cases.NoteHappenings>()
            .AddSingleton<NewLink>()
            .AddSingleton<OptOuts>()
            .AddSingleton<OwnOptOuts>()
            .AddSingleton<FormPages>()
            .AddSingleton<Answers.Entry.EntryForms>()
            .AddSingleton<OwnVisits>()
            .AddSingleton<CaregiverReaders>()
            .AddSingleton<OwnPages>()
            .AddSingleton<Feedback.CheckInResults>()
            .AddSingleton<NetworkDrawings>()
            .AddSingleton<Absences>()
            .AddSingleton<StaffAccounts>()
            .AddSingleton<Teams>()
            .AddSingleton<CaseloadHandover>()
            .AddSingleton<CareChanges>()
            .AddSingleton<Caregivers>()
            .AddSingleton<ConsentDecisions>()
            .AddSingleton<CaseHelp>()
            .AddSingleton<Deeds>()
            .AddSingleton<SafetyNotes>()
            .AddSingleton<Offers>()
            .AddSingleton<PaperLetters>()
            .AddSingleton<StoreProbe>()
            .AddSingleton<Probes>()
            .AddSingleton<TroubleMail>()
            .AddSingleton<Readiness>()
            .AddSingleton<SetUp>()
            .AddSingleton<PingOutside>()
            .AddSingleton<JobRunner>()
            .AddSingleton<JobWatch>()
            .AddSingleton<MailLoop>()
            .AddDueJobs();
    }
}
