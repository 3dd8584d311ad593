namespace CaregiverSignal.Staff.Accounts;

/// <summary>The colleagues who stand in for a coordinator without a deputy.</summary>
/// <param name="Emails">In order, in lower case, each once.</param>
public sealed record StandardDeputies(IReadOnlyList<string> Emails)
{
    public static StandardDeputies Of(params IEnumerable<string?> emails) =>
        new([.. emails.OfType<string>().Select(email => email.ToLowerInvariant()).Distinct()]);
}
