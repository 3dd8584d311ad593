using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>The page to ask for a link to one's own page.</summary>
/// <param name="Why">Why it stands here: one of the values below; empty for who came by themselves.</param>
public sealed record AskLinkPageModel(SupportPointSettings Support, string Why)
{
    /// <summary>There is no visit, or it was over.</summary>
    public const string NoVisit = "no-visit";

    /// <summary>What they sent came after the visit was over, and nothing was done.</summary>
    public const string NotSent = "not-sent";

    /// <summary>They said that all may go, and no visit is left: they may have pressed before.</summary>
    public const string PerhapsErased = "perhaps-erased";

    public const string DeadLink = "dead-link";
    public const string WrongAddress = "wrong-address";
}

/// <summary>The page behind a link to one's own page, or one that confirms an address: a button.</summary>
public sealed record EnterMyPageModel(SupportPointSettings Support, string Action, bool IsConfirming);
