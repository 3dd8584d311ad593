using System.CommandLine;
using System.Globalization;

namespace CaregiverSignal.Commands;

/// <summary>Makes an option that is a whole number in a range, both ends included; any other value is reported with the
/// range.</summary>
internal static class WholeNumber
{
    public static Option<int> Option(string name, int standard, int least, int most, string description)
    {
        var option = new Option<int>(name)
        {
            Description = FormattableString.Invariant($"{description}, {least} to {most}."),
            HelpName = "N",
            DefaultValueFactory = _ => standard,
        };
        Check(option, least, most);
        return option;
    }

    /// <summary>The same for one that may be left out, and says in its description what holds then.</summary>
    public static Option<int?> Optional(string name, int least, int most, string description, string helpName)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = helpName };
        Check(option, least, most);
        return option;
    }

    private static void Check(Option option, int least, int most) =>
        option.Validators.Add(result =>
        {
            if (result.Implicit)
                return;
            if (
                result.Tokens is not [{ Value: var text }]
                || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                || given < least
                || given > most
            )
            {
                result.AddError(
                    FormattableString.Invariant(
                        $"{option.Name}: '{string.Join(' ', result.Tokens)}' is not allowed; write a whole number from {least} to {most}"
                    )
                );
            }
        });
}
