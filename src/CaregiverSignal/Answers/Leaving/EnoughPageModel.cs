using CaregiverSignal.Web;

namespace CaregiverSignal.Answers.Leaving;

/// <summary>The page on which somebody in aftercare says that it is good so.</summary>
public sealed record EnoughPageModel(SupportPointSettings Support, string Coordinator, string Action);
