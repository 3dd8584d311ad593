using System.Reflection;
using Mono.Cecil;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// Which type of a program uses which, as it was compiled: nothing is hidden behind a short name or an extension
/// method.
/// </summary>
public static class RoomUses
{
    /// <summary>
    /// Each pair once, by full name; what is nested counts as the type around it. A constant is no use: the compiler
    /// copies it.
    /// </summary>
    public static IReadOnlyList<(string By, string Used)> Of(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        return
        [
            .. module
                .GetTypes()
                .SelectMany(type => UsedBy(type).Select(used => (NameOf(type), NameOf(used))))
                .Where(pair => pair.Item1 != pair.Item2)
                .Distinct(),
        ];
    }

    private static IEnumerable<TypeDefinition> UsedBy(TypeDefinition type) =>
        References(type)
            .SelectMany(Parts)
            .Where(part => part.Scope == type.Module && !part.IsGenericParameter)
            .Select(part => part.Resolve());

    private static IEnumerable<TypeReference> References(TypeDefinition type)
    {
        if (type.BaseType is { } parent)
            yield return parent;
        foreach (var one in type.Interfaces)
            yield return one.InterfaceType;
        foreach (var field in type.Fields)
            yield return field.FieldType;
        foreach (var one in type.Methods.SelectMany(SignatureOf))
            yield return one;
        foreach (var body in type.Methods.Where(method => method.HasBody).Select(method => method.Body))
        {
            foreach (var variable in body.Variables)
                yield return variable.VariableType;
            foreach (var one in body.Instructions.SelectMany(instruction => OperandOf(instruction.Operand)))
                yield return one;
        }
    }

    private static IEnumerable<TypeReference> OperandOf(object? operand) =>
        operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            GenericInstanceMethod method => [.. SignatureOf(method), .. method.GenericArguments],
            MethodReference method => SignatureOf(method),
            _ => [],
        };

    private static IEnumerable<TypeReference> SignatureOf(MethodReference method) =>
        [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
            TypeSpecification specification => Parts(specification.ElementType),
            _ => [type],
        };

    private static string NameOf(TypeDefinition type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.FullName;
    }
}
