using System.CommandLine;
using System.Globalization;

namespace CaregiverSignal.Commands;

/// <summary>An option for a whole number in a range, both ends included; other values are reported with it.</summary>
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

    /// <summary>The same for an optional one, whose description gives the default.</summary>
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
