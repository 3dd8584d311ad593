using CaregiverSignal.Web;

namespace CaregiverSignal.OwnPage;

/// <summary>The page behind a link to one's own page, or one that confirms an address: a button.</summary>
public sealed record EnterMyPageModel(SupportPointSettings Support, string Action, bool IsConfirming);
