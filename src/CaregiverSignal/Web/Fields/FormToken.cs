namespace CaregiverSignal.Web.Fields;

/// <summary>The hidden field that every form needs to change anything.</summary>
public sealed record FormToken(string Field, string Value);
