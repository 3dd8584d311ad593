namespace CaregiverSignal.Record;

/// <summary>What somebody did, or looked at; a line of the record has one of these.</summary>
public enum Deed
{
    // Looks of staff.
    SeeWorklist,
    SeePeople,
    Search,
    SeeCase,
    SeeEntry,
    PrintQuestions,
    SeeTips,
    SeeTip,
    SeePost,
    SeeMail,
    SeeRecord,
    SeeReaders,
    SeeDetails,
    SeeConsents,
    SeeLetter,
    SeeKeeping,
    SeeCare,
    SeeSideBySide,
    SeeHelp,
    SeeSafety,

    // What staff does for a caregiver.
    TakeUpSignal,
    NoteContact,
    TakeBackContact,
    CloseSignal,
    Agree,
    EndAgreement,
    ChangePart,
    AddPerson,
    ChangeDetails,
    ConfirmDetails,
    ChangeCare,
    ChangeHelpers,
    ChangeHelp,
    NoteSafety,
    AskNow,
    PassOn,
    GiveConsent,
    WithdrawConsent,
    KeepLonger,
    TypeIn,
    PostLetter,
    TakeBackLetter,
    DisownAnswers,
    OwnAnswers,
    FinishTask,
    TakeUpTip,
    CloseTip,
    CloseTips,

    // What a caregiver does, or somebody who has their link.
    OpenForm,
    GiveForm,
    SeeOwnPage,
    OpenOwnPage,
    Pause,
    Stop,
    Return,
    AskLess,
    AskForCall,
    TakeBackCall,
    TellChange,
    TakeBackChange,
    GiveTip,
    AskToEnrol,
    Enrol,
    RefuseEnrolment,

    // What somebody outside does whom a caregiver lets know.
    SeeShared,

    // Who comes in.
    AskForLink,
    SignIn,
    ShowFactor,
    ChangeSignIn,
    SignOut,
    Limit,

    // Accounts, and who stands in.
    Invite,
    ChangeAccount,
    RemoveAccount,
    ChangeTeam,
    ChangeSetting,
    EndSessions,
    Away,
    Back,

    // The store as a whole.
    Import,
    Export,
    Erase,
    Backup,
    Restore,
    ResumeMail,
    DecideMail,

    // The program.
    Notify,
    TellProfessional,
    ShortenRecord,
}

/// <summary>The kind of a deed, as NEN 7513 counts them.</summary>
public enum DeedKind
{
    Create,
    Read,
    Change,
    Delete,
    Execute,
}

/// <summary>What kind each deed is.</summary>
public static class Deeds
{
    public static DeedKind KindOf(Deed deed) =>
        deed switch
        {
            Deed.SeeWorklist
            or Deed.SeePeople
            or Deed.Search
            or Deed.SeeCase
            or Deed.SeeEntry
            or Deed.PrintQuestions
            or Deed.SeeTips
            or Deed.SeeTip
            or Deed.SeePost
            or Deed.SeeMail
            or Deed.SeeRecord
            or Deed.SeeReaders
            or Deed.SeeDetails
            or Deed.SeeConsents
            or Deed.SeeLetter
            or Deed.SeeKeeping
            or Deed.SeeCare
            or Deed.SeeSideBySide
            or Deed.SeeHelp
            or Deed.SeeSafety
            or Deed.SeeOwnPage
            or Deed.SeeShared
            or Deed.Export
            or Deed.Backup => DeedKind.Read,
            Deed.AddPerson
            or Deed.NoteContact
            or Deed.NoteSafety
            or Deed.Agree
            or Deed.GiveForm
            or Deed.TellChange
            or Deed.GiveTip
            or Deed.AskToEnrol
            or Deed.Enrol
            or Deed.Invite
            or Deed.Import => DeedKind.Create,
            Deed.Erase or Deed.TakeBackContact or Deed.RefuseEnrolment or Deed.RemoveAccount or Deed.ShortenRecord =>
                DeedKind.Delete,
            Deed.AskForLink
            or Deed.OpenForm
            or Deed.OpenOwnPage
            or Deed.SignIn
            or Deed.ShowFactor
            or Deed.SignOut
            or Deed.Limit
            or Deed.Restore
            or Deed.ResumeMail
            or Deed.Notify
            or Deed.TellProfessional => DeedKind.Execute,
            _ => DeedKind.Change,
        };
}
