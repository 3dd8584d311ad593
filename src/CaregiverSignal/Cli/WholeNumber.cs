using System.CommandLine;
using System.Globalization;

namespace CaregiverSignal.Cli;

/// <summary>
/// Makes an option that is a whole number in a range, both ends included; any other value is reported with the range.
/// </summary>
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
                        $"{name}: '{string.Join(' ', result.Tokens)}' is not allowed; write a whole number from {least} to {most}"
                    )
                );
            }
        });
        return option;
    }
}
