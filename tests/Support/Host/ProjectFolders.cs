using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CaregiverSignal.Tests.Support;

/// <summary>Which folder of a project names types of which other, as the compiled program has it.</summary>
public static class ProjectFolders
{
    public static Dictionary<string, HashSet<string>> References(params Assembly[] assemblies)
    {
        List<ModuleDefinition> projects =
        [
            .. assemblies.Select(project => ModuleDefinition.ReadModule(project.Location)),
        ];
        List<TypeDefinition> types =
        [
            .. projects.SelectMany(project => project.Types).Where(type => FolderOf(type) is not null),
        ];
        var own = types.ToDictionary(type => type.FullName, FolderOf);
        var references = types
            .SelectMany(type =>
                WithNested(type)
                    .SelectMany(NamedIn)
                    .Select(named => (From: FolderOf(type)!, To: own.GetValueOrDefault(Outer(named).FullName)))
            )
            .Where(use => use.To is not null && use.To != use.From)
            .GroupBy(use => use.From)
            .ToDictionary(uses => uses.Key, uses => uses.Select(use => use.To!).ToHashSet());
        projects.ForEach(project => project.Dispose());
        return references;
    }

    public static HashSet<string> Reached(Dictionary<string, HashSet<string>> uses, string from)
    {
        var reached = new HashSet<string>();
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var folder))
        {
            foreach (var to in uses.GetValueOrDefault(folder, []).Where(reached.Add))
                next.Enqueue(to);
        }

        return reached;
    }

    /// <summary>
    /// The first folder of a type, and of a page whom it is for; null for what stands in none. Markup stands in that of its
    /// name.
    /// </summary>
    private static string? FolderOf(TypeReference type) =>
        type.Namespace.Split('.') is ["CaregiverSignal", .. { Length: > 0 } folders] ? First(folders)
        : type.Namespace == "AspNetCoreGeneratedDocument" && type.Name.Split('_') is { Length: > 1 } names
            ? First(names)
        : null;

    private static string First(string[] folders) =>
        folders switch
        {
            // Staff type in the same form, and caregivers read the same copy: these are told apart by their subject.
            ["Pages", "ForCaregivers", var subject, ..] => $"Pages/ForCaregivers/{subject}",
            ["Pages", var readers, ..] => $"Pages/{readers}",
            _ => folders[0],
        };

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<TypeReference> NamedIn(TypeDefinition type) =>
        type
            .Methods.SelectMany(NamedIn)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.Interfaces.Select(implemented => implemented.InterfaceType))
            .Concat(type.CustomAttributes.Select(attribute => attribute.AttributeType))
            .Append(type.BaseType)
            .OfType<TypeReference>()
            .SelectMany(WithArguments);

    private static IEnumerable<TypeReference> NamedIn(MethodDefinition method) =>
        method
            .Parameters.Select(parameter => parameter.ParameterType)
            .Concat(method.CustomAttributes.Select(attribute => attribute.AttributeType))
            .Concat(method.HasBody ? method.Body.Instructions.SelectMany(NamedIn) : [])
            .Append(method.ReturnType);

    private static IEnumerable<TypeReference> NamedIn(Instruction instruction) =>
        instruction.Operand switch
        {
            GenericInstanceMethod called => [called.DeclaringType, called.ReturnType, .. called.GenericArguments],
            MethodReference called => [called.DeclaringType, called.ReturnType],
            FieldReference field => [field.DeclaringType],
            TypeReference named => [named],
            _ => [],
        };

    private static IEnumerable<TypeReference> WithArguments(TypeReference type) =>
        type is GenericInstanceType generic
            ? generic.GenericArguments.SelectMany(WithArguments).Append(generic.ElementType)
            : [type.GetElementType()];

    private static TypeReference Outer(TypeReference type) => type.DeclaringType is { } outer ? Outer(outer) : type;
}
