using System.Runtime.CompilerServices;
using CaregiverSignal.Files;
using CaregiverSignal.Import;
using CaregiverSignal.Referrals;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CaregiverSignal.Tests.Import;

/// <summary>Who imports in the browser reads each fault in Dutch.</summary>
public sealed partial class FaultWordsTests
{
    private static readonly Texts Words = Texts.Of(typeof(FaultWords));

    [Fact]
    public void Every_message_about_a_folder_has_a_dutch_one_with_the_same_values()
    {
        var messages = Messages().Distinct().ToList();

        Assert.True(messages.Count > 40, $"Only {messages.Count} messages were found; look at how they are found.");
        Assert.DoesNotContain(messages, message => !Words.Has(message));
        Assert.All(
            messages,
            message =>
                Assert.Equal(
                    Value().Matches(message).Select(found => found.Value).Order(),
                    Value().Matches(Words[message]).Select(found => found.Value).Order()
                )
        );
    }

    [Fact]
    public void A_value_that_looks_like_a_place_for_one_stays_as_it_is()
    {
        var fault = Fault.InCell("people.csv", 3, "{1}", $"'{"{0} {naam}"}' is there twice");

        Assert.Equal(("rij 3, kolom {1}", "‘{0} {naam}’ staat er twee keer"), FaultWords.Of(fault));
    }

    /// <summary>
    /// The messages as the compiler left them: a text, the array of its values, and the call that joins the two. A
    /// message that is nothing but one value needs no words.
    /// </summary>
    private static IEnumerable<string> Messages()
    {
        string[] homes =
        [
            typeof(FaultWords).Namespace!,
            typeof(Fault).FullName!,
            typeof(CsvTable).FullName!,
            typeof(OfferFile).FullName!,
            typeof(OneLine).FullName!,
            typeof(Item).FullName!,
        ];
        return
        [
            .. Projects
                .All.Append(typeof(Fault).Assembly)
                .Select(project => ModuleDefinition.ReadModule(project.Location))
                .SelectMany(module => module.GetTypes())
                .Where(type => homes.Any(home => type.FullName.StartsWith(home, StringComparison.Ordinal)))
                .SelectMany(type => type.Methods.Where(method => method.HasBody))
                .SelectMany(MessagesIn)
                .Where(message => message != "{0}"),
        ];
    }

    private static IEnumerable<string> MessagesIn(MethodDefinition method) =>
        method.Body.Instructions.Any(JoinsThem)
            ? method.Body.Instructions.Where(IsBeforeValues).Select(text => (string)text.Operand)
            : [];

    private static bool JoinsThem(Instruction instruction) =>
        instruction.Operand is MethodReference { Name: nameof(FormattableStringFactory.Create) } called
        && called.DeclaringType.Name == nameof(FormattableStringFactory);

    private static bool IsBeforeValues(Instruction text) =>
        text.OpCode == OpCodes.Ldstr
        && (
            text.Next is { Operand: MethodReference { Name: nameof(Array.Empty) } }
            || text.Next.Next is { Operand: TypeReference { FullName: "System.Object" } }
        );

    [GeneratedRegex(@"\{\d+(:[^}]*)?\}")]
    private static partial Regex Value();
}
