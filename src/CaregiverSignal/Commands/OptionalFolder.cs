using System.CommandLine;

namespace CaregiverSignal.Commands;

/// <summary>A folder that a verb may be given; a setting that is given in its place is no folder.</summary>
internal static class OptionalFolder
{
    public static PathArgument Create(PathUse use, string description) =>
        new("folder", use)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = given =>
            {
                if (given.Tokens is [{ Value: var value }] && !value.StartsWith("--", StringComparison.Ordinal))
                    return value;
                given.OnlyTake(0);
                return null;
            },
        };
}
