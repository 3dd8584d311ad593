using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CaregiverSignal.Tests.Support;

/// <summary>What a method of a project may call, by itself or through others of it, as the compiled program has
/// it.</summary>
/// <remarks>Of an abstract or an interface's method each that fulfils it; not what the container hands in.</remarks>
public sealed class Calls(Assembly assembly) : IDisposable
{
    private readonly ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Location);
    private ILookup<string, MethodDefinition>? fulfilling;

    public MethodDefinition Method(Type type, string name) =>
        module.GetType(type.FullName).Methods.Single(method => method.Name == name && !method.HasGenericParameters);

    /// <summary>The method's own calls and the methods that it makes delegates of, in order.</summary>
    public static IEnumerable<(OpCode Code, MemberReference Member)> In(MethodDefinition method) =>
        method.HasBody
            ? method
                .Body.Instructions.Where(instruction => instruction.Operand is MemberReference)
                .Select(instruction => (instruction.OpCode, (MemberReference)instruction.Operand))
            : [];

    public HashSet<MethodDefinition> Reached(MethodDefinition from)
    {
        var reached = new HashSet<MethodDefinition>();
        var next = new Queue<MethodDefinition>([from]);
        while (next.TryDequeue(out var method))
        {
            foreach (var called in CalledBy(method).Where(reached.Add))
                next.Enqueue(called);
        }

        return reached;
    }

    private IEnumerable<MethodDefinition> CalledBy(MethodDefinition method)
    {
        fulfilling ??= module
            .Types.SelectMany(WithNested)
            .SelectMany(type => type.Methods)
            .Where(own => own.IsVirtual && !own.IsAbstract)
            .ToLookup(own => $"{own.Name} {own.Parameters.Count}");
        var called = In(method).Select(use => Own(use.Member)).OfType<MethodDefinition>().ToList();
        return called
            .Concat(
                called
                    .Where(own => own.IsVirtual && own.DeclaringType.IsAbstract)
                    .SelectMany(own => fulfilling[$"{own.Name} {own.Parameters.Count}"])
            )
            .Concat(
                method
                    .CustomAttributes.Where(attribute =>
                        attribute.AttributeType.Name.EndsWith("StateMachineAttribute", StringComparison.Ordinal)
                    )
                    .SelectMany(attribute => ((TypeReference)attribute.ConstructorArguments[0].Value).Resolve().Methods)
            );
    }

    public static MethodDefinition? Own(MemberReference member) =>
        member is MethodReference called && called.DeclaringType.GetElementType() is TypeDefinition
            ? called.Resolve()
            : null;

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    public void Dispose() => module.Dispose();
}
