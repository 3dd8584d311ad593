using System.CommandLine;

namespace CaregiverSignal.Commands;

/// <summary>A folder that may be omitted; a setting in its place is not taken for a folder.</summary>
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
