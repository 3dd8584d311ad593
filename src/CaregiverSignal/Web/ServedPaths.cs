using CaregiverSignal.Forms;
using CaregiverSignal.Invitations;
using CaregiverSignal.Mail.Letters;

namespace CaregiverSignal.Web;

/// <summary>The pages of this site to which letters and tasks lead.</summary>
public static class ServedPaths
{
    /// <summary>Where new participants are told to check their email; its link adds a key to this.</summary>
    public const string Enrolment = "/aanmelden/mail";

    /// <summary>The part of a link to the questions that preselects an answer to the first.</summary>
    public const string AnswerField = "hoe";

    private const string Step = "?wat=";

    public static readonly PagePaths All = new(
        SignIn: StaffRoutes.SignIn,
        SignInLink: "/i/",
        OwnAccount: StaffRoutes.OwnAccount,
        Accounts: StaffRoutes.Accounts,
        Settings: Configuration.PageSettings.Home,
        AuditLog: "/register",
        Worklist: StaffRoutes.Worklist,
        NewPerson: "/mensen/nieuw",
        ServiceDirectory: "/sociale-kaart",
        Erase: "/zaak/{0}/wissen",
        Shared: "/meelezen/",
        Enrolment: Enrolment + "/",
        OwnPage: "/m/",
        Pause: "/p/",
        Form: "/v/",
        FormAnswer: $"?{AnswerField}=",
        FormCall: Step + OptOuts.CallStep,
        FormChange: Step + OptOuts.Tell,
        FormLess: Step + OptOuts.Less,
        FormEnough: Step + OptOuts.Enough,
        FormOwnPage: Step + OwnPageMails.Step
    );
}
