namespace CaregiverSignal.Web.Fields;

/// <summary>The hidden field without which a form changes nothing.</summary>
public sealed record FormToken(string Field, string Value);
